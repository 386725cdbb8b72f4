package io.splitboard.fleet.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.fleet.Prompts;
import io.splitboard.fleet.TestClusters;
import io.splitboard.fleet.ssh.DeviceShell;
import io.splitboard.fleet.ssh.SshConnector;
import io.splitboard.lab.DeviceTraits;
import io.splitboard.lab.VirtualLab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceStoreTest {

  private static final Cluster ONE = TestClusters.virtual(4, "pi-a");

  @TempDir Path folder;

  @Test
  void sendsOnlyWhatIsMissing() throws IOException {
    StoredFile first = blob(1, 300_000);
    StoredFile second = blob(2, 200_000);
    try (VirtualLab lab = VirtualLab.start(ONE, folder);
        DeviceShell shell = open(lab)) {
      DeviceStore store = new DeviceStore(shell);
      assertThat(bring(store, List.of(first))).isEqualTo(new Sent(300_000, 0));
      assertThat(bring(store, List.of(first, second, first))).isEqualTo(new Sent(200_000, 300_000));
      assertThat(bring(store, List.of(first, second))).isEqualTo(new Sent(0, 500_000));
      Path arrived = lab.device("pi-a").home().resolve(".splitboard").resolve(second.target());
      assertThat(arrived).hasSameBinaryContentAs(second.source());
    }
  }

  @Test
  void sendsAgainWhatIsTruncatedOrUnfinished() throws IOException {
    StoredFile file = blob(1, 300_000);
    try (VirtualLab lab = VirtualLab.start(ONE, folder);
        DeviceShell shell = open(lab)) {
      DeviceStore store = new DeviceStore(shell);
      bring(store, List.of(file));
      Path arrived = lab.device("pi-a").home().resolve(".splitboard").resolve(file.target());
      Files.write(arrived, new byte[100]);
      Path unfinished = Files.write(arrived.resolveSibling("half.part"), new byte[10]);
      assertThat(bring(store, List.of(file))).isEqualTo(new Sent(300_000, 0));
      assertThat(arrived).hasSameBinaryContentAs(file.source());
      assertThat(unfinished).doesNotExist();
    }
  }

  @Test
  void adoptsNoFileWhoseContentIsNotWhatItsNameSays() throws IOException {
    StoredFile right = blob(1, 1_000);
    StoredFile wrong =
        new StoredFile(blob(2, 1_000).source(), right.target(), right.sha256(), right.bytes());
    try (VirtualLab lab = VirtualLab.start(ONE, folder);
        DeviceShell shell = open(lab)) {
      assertThatThrownBy(() -> bring(new DeviceStore(shell), List.of(wrong)))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("did not arrive on pi-a");
      assertThat(lab.device("pi-a").home().resolve(".splitboard").resolve(right.target()))
          .doesNotExist();
    }
  }

  @Test
  void saysHowMuchIsMissingOnAFullDisk() throws IOException {
    StoredFile big = blob(1, 5_000_000);
    DeviceTraits small = DeviceTraits.USUAL.withQuota(18_000_000);
    try (VirtualLab lab = VirtualLab.start(ONE, folder, Map.of("pi-a", small));
        DeviceShell shell = open(lab)) {
      assertThatThrownBy(() -> bring(new DeviceStore(shell), List.of(big)))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("The disk of pi-a")
          .hasMessageContaining("18 MB are free, but 22 MB must be sent");
    }
  }

  @Test
  void makesRoomByRemovingFilesOfEarlierDeployments() throws IOException {
    StoredFile old = blob(1, 6_000_000);
    StoredFile next = blob(2, 6_000_000);
    DeviceTraits small = DeviceTraits.USUAL.withQuota(25_000_000);
    try (VirtualLab lab = VirtualLab.start(ONE, folder, Map.of("pi-a", small));
        DeviceShell shell = open(lab)) {
      DeviceStore store = new DeviceStore(shell);
      bring(store, List.of(old));
      bring(store, List.of(next));
      Path kept = lab.device("pi-a").home().resolve(".splitboard");
      assertThat(kept.resolve(old.target())).doesNotExist();
      assertThat(kept.resolve(next.target())).exists();
    }
  }

  private static DeviceShell open(VirtualLab lab) {
    return new SshConnector(Prompts.NONE).open(TestClusters.endpoint(lab.device("pi-a")));
  }

  private StoredFile blob(long seed, int bytes) throws IOException {
    byte[] content = new byte[bytes];
    new Random(seed).nextBytes(content);
    Path file = Files.write(folder.resolve("blob" + seed), content);
    String sha256 = Hashes.sha256(file);
    return new StoredFile(file, "store/blobs/" + sha256, sha256, bytes);
  }

  private static Sent bring(DeviceStore store, List<StoredFile> files) {
    Sent[] last = {new Sent(0, 0)};
    store.bring(files, (sent, toSend, present) -> last[0] = new Sent(sent, present));
    return last[0];
  }

  private record Sent(long bytes, long present) {}
}
