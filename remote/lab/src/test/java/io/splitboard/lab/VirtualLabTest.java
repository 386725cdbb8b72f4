package io.splitboard.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Compute;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Power;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds before anybody logs in; logging in is tested where the client is. */
class VirtualLabTest {

  @TempDir Path folder;

  @Test
  void startsTheVirtualDevicesOfAClusterOnly() throws IOException {
    Cluster cluster =
        cluster(
            device("pi-a", new Connection.Virtual(4)),
            device("here", new Connection.Local()),
            device("pi-b", new Connection.Virtual(4)));
    try (VirtualLab lab = VirtualLab.start(cluster, folder)) {
      assertThat(lab.devices()).extracting(VirtualDevice::id).containsExactly("pi-a", "pi-b");
      assertThat(banner(lab.device("pi-a").port())).startsWith("SSH-2.0-");
    }
  }

  @Test
  void keepsPrivateKeysPrivateAndApart() throws IOException {
    try (VirtualLab lab = VirtualLab.start(two(), folder)) {
      for (VirtualDevice device : lab.devices()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(device.keyFile())))
            .isEqualTo("rw-------");
        assertThat(device.keyFile().startsWith(device.home())).isFalse();
        assertThat(Files.readString(device.knownHosts()))
            .startsWith("[127.0.0.1]:" + device.port() + " ecdsa-sha2-nistp256 ");
      }
      assertThat(Files.readString(lab.device("pi-a").keyFile()))
          .isNotEqualTo(Files.readString(lab.device("pi-b").keyFile()));
    }
  }

  @Test
  void stopsListening() {
    VirtualLab lab = VirtualLab.start(two(), folder);
    int first = lab.device("pi-a").port();
    int second = lab.device("pi-b").port();
    lab.unplug("pi-a");
    assertThatThrownBy(() -> banner(first)).isInstanceOf(ConnectException.class);
    assertThat(lab.devices()).extracting(VirtualDevice::id).containsExactly("pi-b");
    lab.close();
    assertThatThrownBy(() -> banner(second)).isInstanceOf(ConnectException.class);
  }

  @Test
  void refusesIdsThatLeadOutOfItsFolder() {
    Cluster cluster = cluster(device("../pi", new Connection.Virtual(4)));
    assertThatThrownBy(() -> VirtualLab.start(cluster, folder.resolve("lab")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("../pi");
    assertThat(folder.resolve("pi")).doesNotExist();
  }

  @Test
  void traitsNeverShowThePassword() {
    DeviceTraits traits = DeviceTraits.USUAL.withPassword("secret").withMachine("armv7l");
    assertThat(traits.toString()).doesNotContain("secret").contains("byPassword=true", "armv7l");
  }

  @Test
  void forgetsTraitsWithTheNextStart() {
    DeviceTraits odd = DeviceTraits.USUAL.withJava("11.0.2").withQuota(1_000_000);
    VirtualLab.start(two(), folder, Map.of("pi-a", odd)).close();
    assertThat(folder.resolve("pi-a/bin/java")).isExecutable();
    VirtualLab.start(two(), folder).close();
    assertThat(folder.resolve("pi-a/bin")).isEmptyDirectory();
  }

  private static String banner(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return new String(socket.getInputStream().readNBytes(8), StandardCharsets.US_ASCII);
    }
  }

  private static Cluster two() {
    return cluster(
        device("pi-a", new Connection.Virtual(4)), device("pi-b", new Connection.Virtual(4)));
  }

  private static Cluster cluster(Device... devices) {
    return new Cluster(Arrays.asList(devices), List.of(), devices[0].id(), Contention.PER_LINK);
  }

  private static Device device(String id, Connection connection) {
    return new Device(
        id,
        "pi-4b",
        new Compute(10, 7.5, 3, 2, 2740, 0.1),
        new Power(2.7, 6.4),
        1L << 30,
        40,
        connection);
  }
}
