package io.splitboard.fleet.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.core.UserException;
import io.splitboard.fleet.Prompts;
import io.splitboard.fleet.TestClusters;
import io.splitboard.fleet.ssh.DeviceShell;
import io.splitboard.fleet.ssh.SshConnector;
import io.splitboard.lab.DeviceTraits;
import io.splitboard.lab.VirtualLab;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceCheckTest {

  @TempDir Path folder;

  @Test
  void learnsWhatADeviceIs() {
    DeviceFacts facts = check(DeviceTraits.USUAL.withQuota(50_000_000));
    assertThat(facts.javaVersion()).isEqualTo(Runtime.version().feature());
    assertThat(facts.freeDiskBytes()).isBetween(40_000_000L, 50_000_000L);
    assertThat(facts.platform().name()).endsWith(is64BitArm() ? "AARCH64" : "X64");
  }

  @Test
  void refusesA32BitSystem() {
    assertThatThrownBy(() -> check(DeviceTraits.USUAL.withMachine("armv7l")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("pi-a")
        .hasMessageContaining("32-bit system (armv7l)")
        .hasMessageContaining("64-bit Raspberry Pi OS");
  }

  @Test
  void refusesAProcessorWithoutOnnxRuntime() {
    assertThatThrownBy(() -> check(DeviceTraits.USUAL.withMachine("riscv64")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("riscv64");
  }

  @Test
  void namesThePackageWhereJavaIsMissing() {
    assertThatThrownBy(() -> check(DeviceTraits.USUAL.withJava("none")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("has no Java")
        .hasMessageContaining("sudo apt install openjdk-17-jre-headless");
  }

  @Test
  void namesThePackageWhereJavaIsTooOld() {
    assertThatThrownBy(() -> check(DeviceTraits.USUAL.withJava("11.0.2")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("has Java 11")
        .hasMessageContaining("sudo apt install openjdk-17-jre-headless");
    assertThatThrownBy(() -> check(DeviceTraits.USUAL.withJava("1.8.0_402")))
        .hasMessageContaining("has Java 8");
  }

  private DeviceFacts check(DeviceTraits traits) {
    try (VirtualLab lab =
            VirtualLab.start(TestClusters.virtual(4, "pi-a"), folder, Map.of("pi-a", traits));
        DeviceShell shell =
            new SshConnector(Prompts.NONE).open(TestClusters.endpoint(lab.device("pi-a")))) {
      return DeviceCheck.check(shell);
    }
  }

  private static boolean is64BitArm() {
    return System.getProperty("os.arch").equals("aarch64");
  }
}
