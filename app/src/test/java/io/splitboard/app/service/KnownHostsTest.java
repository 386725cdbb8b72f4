package io.splitboard.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownHostsTest {

  @TempDir Path folder;
  private Path ssh;
  private KnownHosts hosts;

  @BeforeEach
  void make() {
    ssh = folder.resolve("ssh_known_hosts");
    hosts = new KnownHosts(ssh, folder.resolve("own/known_hosts"));
  }

  @Test
  void keepsWhatALoginAddsAndBorrowsWhatSshKnows() throws IOException {
    Files.writeString(ssh, "pi-a ssh-ed25519 AAAA\n");
    accept("pi-b ssh-ed25519 BBBB\n");

    assertThat(hosts.file()).content().contains("pi-a ssh-ed25519 AAAA", "pi-b ssh-ed25519 BBBB");
    assertThat(Files.readString(ssh)).isEqualTo("pi-a ssh-ed25519 AAAA\n");
  }

  @Test
  void forgetsWhatSshForgets() throws IOException {
    Files.writeString(ssh, "pi-a ssh-ed25519 AAAA\n");
    accept("pi-b ssh-ed25519 BBBB\n");
    hosts.file();
    Files.writeString(ssh, "pi-c ssh-ed25519 CCCC\n");

    assertThat(hosts.file())
        .content()
        .contains("pi-b ssh-ed25519 BBBB", "pi-c ssh-ed25519 CCCC")
        .doesNotContain("pi-a");
  }

  @Test
  void worksWithoutSshsFile() throws IOException {
    accept("pi-b ssh-ed25519 BBBB\n");
    assertThat(hosts.file()).content().contains("pi-b ssh-ed25519 BBBB");
  }

  /** What a login does when the user accepts a host. */
  private void accept(String line) throws IOException {
    Files.writeString(hosts.file(), line, StandardOpenOption.APPEND);
  }
}
