package io.splitboard.fleet.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.KeyPair;
import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.fleet.Endpoint;
import io.splitboard.fleet.Prompts;
import io.splitboard.fleet.TestClusters;
import io.splitboard.lab.DeviceTraits;
import io.splitboard.lab.VirtualLab;
import java.io.File;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SshConnectorTest {

  private static final Cluster ONE = TestClusters.virtual(4, "pi-a");

  private static final int LIMIT_MS = 10_000;

  @TempDir Path folder;

  @Test
  void logsInWithTheKeyOfTheDeviceAndAsksNothing() {
    try (VirtualLab lab = VirtualLab.start(ONE, folder);
        SshShell shell = connect(endpoint(lab), new Asked())) {
      assertThat(shell.run("pwd").output().strip()).isEqualTo(lab.device("pi-a").home().toString());
    }
  }

  @Test
  void keepsTheHostKeyBetweenStarts() throws Exception {
    String first;
    try (VirtualLab lab = VirtualLab.start(ONE, folder)) {
      first = Files.readString(lab.device("pi-a").knownHosts()).split(" ")[2];
    }
    try (VirtualLab lab = VirtualLab.start(ONE, folder)) {
      assertThat(Files.readString(lab.device("pi-a").knownHosts())).contains(first);
    }
  }

  @Test
  void showsTheFingerprintOfANewHostOnceAndRemembersIt() throws Exception {
    try (VirtualLab lab = VirtualLab.start(ONE, folder)) {
      Path knownHosts = folder.resolve("trusted/known_hosts");
      Endpoint.Ssh endpoint = with(endpoint(lab), knownHosts);
      Asked first = new Asked();
      first.accept = true;
      connect(endpoint, first).close();
      assertThat(first.hosts)
          .singleElement()
          .asString()
          .startsWith("[127.0.0.1]:" + endpoint.port() + " ecdsa-sha2-nistp256 SHA256:");
      Asked second = new Asked();
      connect(endpoint, second).close();
      assertThat(second.hosts).isEmpty();
    }
  }

  @Test
  void logsInAgainWhenTheServerHungUpWhileTheUserComparedTheFingerprint() throws Exception {
    try (VirtualLab lab = VirtualLab.start(ONE, folder);
        Relay relay = Relay.to(endpoint(lab).port())) {
      Endpoint.Ssh endpoint = behind(endpoint(lab), relay);
      Asked slow = new Asked();
      slow.accept = true;
      slow.meanwhile = relay::hangUp;
      try (SshShell shell = connect(endpoint, slow)) {
        assertThat(shell.run("echo in").output()).isEqualTo("in\n");
      }
      assertThat(slow.hosts).hasSize(1);
    }
  }

  @Test
  void showsTheFingerprintOnceBeforeAPassword() throws Exception {
    DeviceTraits byPassword = DeviceTraits.USUAL.withPassword("secret");
    try (VirtualLab lab = VirtualLab.start(ONE, folder, Map.of("pi-a", byPassword))) {
      Asked asked = new Asked("secret");
      asked.accept = true;
      connect(with(endpoint(lab), folder.resolve("trusted")), asked).close();
      assertThat(asked.hosts).hasSize(1);
    }
  }

  @Test
  void refusesANewHostThatTheUserDoesNotTrust() {
    try (VirtualLab lab = VirtualLab.start(ONE, folder)) {
      Path knownHosts = folder.resolve("empty_known_hosts");
      assertThatThrownBy(() -> connect(with(endpoint(lab), knownHosts), new Asked()))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("pi-a")
          .hasMessageContaining("was not trusted");
      assertThat(knownHosts).doesNotExist();
    }
  }

  @Test
  void refusesAChangedHostKeyAndNamesFileLineAndCommand() throws Exception {
    DeviceTraits impostor = DeviceTraits.USUAL.withFreshHostKey();
    try (VirtualLab lab = VirtualLab.start(ONE, folder, Map.of("pi-a", impostor))) {
      Endpoint.Ssh endpoint = endpoint(lab);
      Files.writeString(
          endpoint.knownHosts(), "# mine\n" + Files.readString(endpoint.knownHosts()));
      Asked asked = new Asked();
      asked.accept = true;
      assertThatThrownBy(() -> connect(endpoint, asked))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("another host key")
          .hasMessageContaining(endpoint.knownHosts() + ", line 2")
          .hasMessageContaining("ssh-keygen -f")
          .hasMessageContaining("-R '[127.0.0.1]:" + endpoint.port() + "'");
      assertThat(asked.hosts).isEmpty();
    }
  }

  @Test
  void asksForAPasswordUntilItIsRightAndOverwritesIt() {
    DeviceTraits byPassword = DeviceTraits.USUAL.withPassword("raspberry π");
    try (VirtualLab lab = VirtualLab.start(ONE, folder, Map.of("pi-a", byPassword))) {
      Asked asked = new Asked("wrong", "raspberry π");
      try (SshShell shell = connect(endpoint(lab), asked)) {
        assertThat(shell.run("echo in").output()).isEqualTo("in\n");
      }
      assertThat(asked.given)
          .hasSize(2)
          .allSatisfy(given -> assertThat(given).containsOnly((char) 0));
    }
  }

  @Test
  void saysThatThePasswordIsWrong() {
    DeviceTraits byPassword = DeviceTraits.USUAL.withPassword("secret");
    try (VirtualLab lab = VirtualLab.start(ONE, folder, Map.of("pi-a", byPassword))) {
      assertThatThrownBy(() -> connect(endpoint(lab), new Asked("a", "b", "c", "secret")))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("did not accept the password of pi");
    }
  }

  @Test
  void saysThatNoKeyIsAccepted() {
    try (VirtualLab lab = VirtualLab.start(ONE, folder)) {
      Endpoint.Ssh usual = endpoint(lab);
      Endpoint.Ssh noKey = withKey(usual, Optional.empty());
      assertThatThrownBy(() -> connect(noKey, new Asked()))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("ssh-copy-id");
    }
  }

  @Test
  void asksForThePassphraseOfAnEncryptedKey() throws Exception {
    try (VirtualLab lab = VirtualLab.start(ONE, folder)) {
      Endpoint.Ssh usual = endpoint(lab);
      Path locked = folder.resolve("locked_key");
      KeyPair.load(new JSch(), usual.keyFile().orElseThrow().toString(), null)
          .writeOpenSSHv1PrivateKey(locked.toString(), "open".getBytes(StandardCharsets.UTF_8));
      Endpoint.Ssh endpoint = withKey(usual, Optional.of(locked));
      Asked asked = new Asked();
      asked.passphrase = "open";
      connect(endpoint, asked).close();
      assertThat(asked.keyFiles).containsExactly(locked);
      Asked silent = new Asked();
      assertThatThrownBy(() -> connect(endpoint, silent)).isInstanceOf(UserException.class);
    }
  }

  @Test
  void usesTheUsualKeyFilesOfTheUser() throws Exception {
    try (VirtualLab lab = VirtualLab.start(ONE, folder)) {
      Endpoint.Ssh usual = endpoint(lab);
      Path home = Files.createDirectories(folder.resolve("user/.ssh")).getParent();
      Files.copy(usual.keyFile().orElseThrow(), home.resolve(".ssh/id_ecdsa"));
      Endpoint.Ssh noKey = withKey(usual, Optional.empty());
      SshConnector connector =
          new SshConnector(new Asked(), new Identities(home, Optional.empty()), LIMIT_MS);
      try (SshShell shell = connector.connect(noKey)) {
        assertThat(shell.connected()).isTrue();
      }
    }
  }

  @Test
  void namesAKeyFileThatIsNone() throws Exception {
    try (VirtualLab lab = VirtualLab.start(ONE, folder)) {
      Path file = Files.writeString(folder.resolve("notes.txt"), "no key");
      Endpoint.Ssh usual = endpoint(lab);
      Endpoint.Ssh endpoint = withKey(usual, Optional.of(file));
      assertThatThrownBy(() -> connect(endpoint, new Asked()))
          .isInstanceOf(UserException.class)
          .hasMessageContaining(file.toString());
    }
  }

  @Test
  void saysThatTheConnectionIsRefused() {
    DeviceTraits off = DeviceTraits.USUAL.refusingConnections();
    try (VirtualLab lab = VirtualLab.start(ONE, folder, Map.of("pi-a", off))) {
      assertThatThrownBy(() -> connect(endpoint(lab), new Asked()))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("pi-a (pi@127.0.0.1:")
          .hasMessageContaining("refused the connection");
    }
  }

  @Test
  void saysThatAHostDoesNotAnswer() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Endpoint.Ssh endpoint =
          new Endpoint.Ssh(
              "pi-a",
              "127.0.0.1",
              silent.getLocalPort(),
              "pi",
              Optional.empty(),
              folder.resolve("known_hosts"),
              0,
              Optional.empty());
      Identities none = new Identities(folder, Optional.empty());
      SshConnector impatient = new SshConnector(new Asked(), none, 300);
      assertThatThrownBy(() -> impatient.connect(endpoint))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("pi-a")
          .hasMessageContaining("did not answer within 1 s");
    }
  }

  @Test
  void usesTheKeysOfTheSshAgent() throws Exception {
    assumeTrue(
        Stream.of("ssh-agent", "ssh-add").allMatch(name -> new File("/usr/bin", name).canExecute()),
        "OpenSSH's agent is not installed");
    Path socket = folder.resolve("agent");
    Process agent = new ProcessBuilder("/usr/bin/ssh-agent", "-D", "-a", socket.toString()).start();
    try (VirtualLab lab = VirtualLab.start(ONE, folder)) {
      // It names its socket once it listens.
      assertThat(agent.getInputStream().read()).isPositive();
      Endpoint.Ssh usual = endpoint(lab);
      ProcessBuilder add =
          new ProcessBuilder("/usr/bin/ssh-add", usual.keyFile().orElseThrow().toString());
      add.environment().put("SSH_AUTH_SOCK", socket.toString());
      assertThat(add.start().waitFor()).isZero();
      Endpoint.Ssh noKey = withKey(usual, Optional.empty());
      Identities identities = new Identities(folder, Optional.of(socket));
      try (SshShell shell = new SshConnector(new Asked(), identities, LIMIT_MS).connect(noKey)) {
        assertThat(shell.run("echo in").output()).isEqualTo("in\n");
      }
    } finally {
      agent.destroy();
    }
  }

  @Test
  void saysThatThereIsNoSuchHost() {
    Endpoint.Ssh endpoint =
        new Endpoint.Ssh(
            "pi-a",
            "no-such-host.invalid",
            22,
            "pi",
            Optional.empty(),
            folder.resolve("known_hosts"),
            0,
            Optional.empty());
    assertThatThrownBy(() -> connect(endpoint, new Asked()))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "There is no host called no-such-host.invalid for device pi-a: check the name, or give"
                + " its address.");
  }

  private SshShell connect(Endpoint.Ssh endpoint, Prompts prompts) {
    return new SshConnector(prompts, new Identities(folder, Optional.empty()), LIMIT_MS)
        .connect(endpoint);
  }

  private static Endpoint.Ssh endpoint(VirtualLab lab) {
    return TestClusters.endpoint(lab.device("pi-a"));
  }

  private static Endpoint.Ssh with(Endpoint.Ssh endpoint, Path knownHosts) {
    return new Endpoint.Ssh(
        endpoint.device(),
        endpoint.host(),
        endpoint.port(),
        endpoint.user(),
        endpoint.keyFile(),
        knownHosts,
        0,
        Optional.empty());
  }

  private static Endpoint.Ssh withKey(Endpoint.Ssh endpoint, Optional<Path> keyFile) {
    return new Endpoint.Ssh(
        endpoint.device(),
        endpoint.host(),
        endpoint.port(),
        endpoint.user(),
        keyFile,
        endpoint.knownHosts(),
        0,
        Optional.empty());
  }

  private Endpoint.Ssh behind(Endpoint.Ssh endpoint, Relay relay) {
    return new Endpoint.Ssh(
        endpoint.device(),
        endpoint.host(),
        relay.port(),
        endpoint.user(),
        endpoint.keyFile(),
        folder.resolve("relayed"),
        0,
        Optional.empty());
  }

  /** Answers as told and keeps what it was asked. */
  private static final class Asked implements Prompts {

    private final List<String> hosts = new ArrayList<>();
    private final List<Path> keyFiles = new ArrayList<>();
    private final List<char[]> given = new ArrayList<>();
    private final List<String> passwords;
    private boolean accept;
    private Runnable meanwhile = () -> {};
    private String passphrase;

    Asked(String... passwords) {
      this.passwords = new ArrayList<>(List.of(passwords));
    }

    @Override
    public boolean acceptHostKey(String host, String keyType, String fingerprint) {
      hosts.add(host + " " + keyType + " " + fingerprint);
      meanwhile.run();
      return accept;
    }

    @Override
    public Optional<char[]> password(String user, String host) {
      if (passwords.isEmpty()) {
        return Optional.empty();
      }
      char[] next = passwords.remove(0).toCharArray();
      given.add(next);
      return Optional.of(next);
    }

    @Override
    public Optional<char[]> passphrase(Path keyFile) {
      keyFiles.add(keyFile);
      return Optional.ofNullable(passphrase).map(String::toCharArray);
    }
  }
}
