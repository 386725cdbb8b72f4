package io.splitboard.fleet.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.fleet.Prompts;
import io.splitboard.fleet.TestClusters;
import io.splitboard.fleet.ssh.DeviceShell;
import io.splitboard.fleet.ssh.SshConnector;
import io.splitboard.lab.VirtualLab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceLockTest {

  private static final Cluster ONE = TestClusters.virtual(4, "pi-a");

  @TempDir Path folder;

  @Test
  void keepsADeviceForOneDeploymentAndNamesItsOwner() {
    try (VirtualLab lab = VirtualLab.start(ONE, folder);
        DeviceShell first = open(lab);
        DeviceShell second = open(lab)) {
      try (DeviceLock lock = DeviceLock.take(first, "Ada since 09:00")) {
        assertThat(lock).isNotNull();
        assertThatThrownBy(() -> DeviceLock.take(second, "Bob since 10:00"))
            .isInstanceOf(UserException.class)
            .hasMessageContaining("pi-a")
            .hasMessageContaining("is in use by Ada since 09:00");
      }
      assertThat(lockFolder(lab)).doesNotExist();
      DeviceLock.take(second, "Bob since 10:00").close();
    }
  }

  @Test
  void freesTheDeviceWithTheConnection() {
    try (VirtualLab lab = VirtualLab.start(ONE, folder);
        DeviceShell second = open(lab)) {
      DeviceShell first = open(lab);
      DeviceLock.take(first, "Ada");
      first.close();
      assertThat(
              second
                  .run(
                      "for i in $(seq 60); do [ -d .splitboard/lock ] || exit 0;"
                          + " sleep 0.5; done; exit 1")
                  .exitCode())
          .isZero();
    }
  }

  @Test
  void cleansALockWhoseHolderIsGone() throws IOException {
    try (VirtualLab lab = VirtualLab.start(ONE, folder);
        DeviceShell shell = open(lab)) {
      DeviceLock dead = DeviceLock.take(shell, "Ada");
      String holder = Files.readString(lockFolder(lab).resolve("holder"));
      ProcessHandle process = ProcessHandle.of(Long.parseLong(holder.split(" ")[0])).orElseThrow();
      process.destroyForcibly();
      assertThat(process.onExit()).succeedsWithin(10, TimeUnit.SECONDS);
      assertThat(lockFolder(lab)).exists();
      try (DeviceLock next = DeviceLock.take(shell, "Bob")) {
        assertThat(next).isNotNull();
        assertThat(Files.readString(lockFolder(lab).resolve("owner"))).isEqualTo("Bob\n");
      }
      dead.close();
    }
  }

  private static Path lockFolder(VirtualLab lab) {
    return lab.device("pi-a").home().resolve(".splitboard/lock");
  }

  private static DeviceShell open(VirtualLab lab) {
    return new SshConnector(Prompts.NONE).open(TestClusters.endpoint(lab.device("pi-a")));
  }
}
