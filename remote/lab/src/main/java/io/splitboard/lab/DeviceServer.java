package io.splitboard.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.file.nativefs.NativeFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.StaticDecisionForwardingFilter;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** The SSH server of one virtual device. */
final class DeviceServer implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final String USER = "pi";

  private final SshServer server;
  private final VirtualDevice device;

  private DeviceServer(SshServer server, VirtualDevice device) {
    this.server = server;
    this.device = device;
  }

  /** Starts the server of a device on a free port of the loopback interface. */
  static DeviceServer start(String id, Path labFolder, DeviceTraits traits)
      throws IOException, GeneralSecurityException {
    DeviceFolder folder = DeviceFolder.open(labFolder, id);
    Shims.write(folder, traits);
    KeyPair hostKey = DeviceKeys.load(folder.hostKey());
    KeyPair userKey = DeviceKeys.load(folder.userKey());
    SshServer server = server(folder, traits, userKey.getPublic());
    server.setKeyPairProvider(
        KeyPairProvider.wrap(traits.freshHostKey() ? DeviceKeys.generate() : hostKey));
    int port = traits.refusesConnections() ? freePort() : listen(server);
    Files.writeString(
        folder.knownHosts(), DeviceKeys.knownHostsLine(HOST, port, hostKey.getPublic()) + "\n");
    return new DeviceServer(
        server,
        new VirtualDevice(
            id, HOST, port, USER, folder.userKey(), folder.knownHosts(), folder.home()));
  }

  VirtualDevice device() {
    return device;
  }

  /** Stops listening, closes all connections and ends what they started. */
  @Override
  public void close() throws IOException {
    server.stop(true);
  }

  private static int listen(SshServer server) throws IOException {
    server.start();
    return server.getPort();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    }
  }

  private static SshServer server(DeviceFolder folder, DeviceTraits traits, PublicKey userKey) {
    SshServer server = SshServer.setUpDefaultServer();
    server.setHost(HOST);
    authentication(server, traits, userKey);
    Map<String, String> environment = environment(folder);
    server.setCommandFactory((channel, line) -> new ShellCommand(line, folder, environment));
    server.setShellFactory(null);
    server.setFileSystemFactory(homeFileSystem(folder.home()));
    SftpSubsystemFactory sftp = new SftpSubsystemFactory();
    sftp.setFileSystemAccessor(new HomeJail(folder.home(), traits.quotaBytes()));
    server.setSubsystemFactories(List.of(sftp));
    server.setForwardingFilter(new LoopbackOnly());
    return server;
  }

  private static void authentication(SshServer server, DeviceTraits traits, PublicKey userKey) {
    if (traits.password().isPresent()) {
      byte[] expected = traits.password().get().getBytes(StandardCharsets.UTF_8);
      server.setPasswordAuthenticator(
          (user, password, session) ->
              user.equals(USER)
                  && MessageDigest.isEqual(password.getBytes(StandardCharsets.UTF_8), expected));
    } else {
      server.setPublickeyAuthenticator(
          (user, key, session) -> user.equals(USER) && KeyUtils.compareKeys(key, userKey));
    }
  }

  private static Map<String, String> environment(DeviceFolder folder) {
    Map<String, String> environment = new HashMap<>();
    environment.put("HOME", folder.home().toString());
    environment.put("USER", USER);
    environment.put("LANG", "C.UTF-8");
    environment.put(
        "PATH",
        String.join(
            ":",
            folder.bin().toString(),
            Path.of(System.getProperty("java.home"), "bin").toString(),
            System.getenv().getOrDefault("PATH", "/usr/bin:/bin")));
    return environment;
  }

  private static NativeFileSystemFactory homeFileSystem(Path home) {
    return new NativeFileSystemFactory() {
      @Override
      public Path getUserHomeDir(SessionContext session) {
        return home;
      }
    };
  }

  /** A client may reach the device's own ports, and open none here. */
  private static final class LoopbackOnly extends StaticDecisionForwardingFilter {

    LoopbackOnly() {
      super(false);
    }

    @Override
    public boolean canConnect(Type type, SshdSocketAddress address, Session session) {
      return address.getHostName().equals(HOST) || address.getHostName().equals("localhost");
    }
  }
}
