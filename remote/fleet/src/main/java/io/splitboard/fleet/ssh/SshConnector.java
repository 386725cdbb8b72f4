package io.splitboard.fleet.ssh;

import com.jcraft.jsch.Identity;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import io.splitboard.core.UserException;
import io.splitboard.fleet.Endpoint;
import io.splitboard.fleet.Prompts;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Logs in to devices: verifies the host, then tries keys, then asks for a password. A password is
 * asked for only if the server takes one, and lives until it was tried.
 */
public final class SshConnector {

  private static final int CONNECT_LIMIT_MS = 10_000;
  private static final int ALIVE_INTERVAL_MS = 5_000;
  private static final int ALIVE_MISSES = 3;
  private static final int PASSWORD_ATTEMPTS = 3;
  private static final int USUAL_PORT = 22;

  private final Prompts prompts;
  private final Identities identities;
  private final int limitMs;

  /** A connector that uses the keys of whoever runs the workbench. */
  public SshConnector(Prompts prompts) {
    this(prompts, Identities.ofUser(), CONNECT_LIMIT_MS);
  }

  SshConnector(Prompts prompts, Identities identities, int limitMs) {
    this.prompts = prompts;
    this.identities = identities;
    this.limitMs = limitMs;
  }

  /** Opens the shell of a device, over SSH or on this computer. */
  public DeviceShell open(Endpoint endpoint) {
    return endpoint instanceof Endpoint.Ssh ssh
        ? connect(ssh)
        : new LocalShell(endpoint.title(), ((Endpoint.Local) endpoint).home());
  }

  /**
   * Logs in.
   *
   * @throws UserException if that fails; the sentence says why
   */
  public SshShell connect(Endpoint.Ssh endpoint) {
    JSch jsch = new JSch();
    TrustedHosts hosts = trustedHosts(endpoint);
    try {
      for (Identity identity : identities.collect(jsch, endpoint.keyFile(), prompts)) {
        jsch.addIdentity(identity, null);
      }
      return new SshShell(endpoint.title(), byKeys(jsch, endpoint, hosts));
    } catch (JSchException e) {
      if (!isRejection(e)) {
        throw SshProblems.sentence(endpoint, hosts, limitMs, e);
      }
      if (!takesPasswords(e)) {
        throw SshProblems.rejected(endpoint, false, e);
      }
      return byPassword(jsch, endpoint, hosts, e);
    }
  }

  /** Name of a host in a known-hosts file. */
  static String knownHostsName(Endpoint.Ssh endpoint) {
    return endpoint.port() == USUAL_PORT
        ? endpoint.host()
        : "[" + endpoint.host() + "]:" + endpoint.port();
  }

  private TrustedHosts trustedHosts(Endpoint.Ssh endpoint) {
    try {
      return new TrustedHosts(endpoint.knownHosts(), prompts);
    } catch (JSchException | IOException e) {
      throw new UserException(
          "The known-hosts file %s could not be read: check its permissions and contents."
              .formatted(endpoint.knownHosts()),
          e);
    }
  }

  private Session byKeys(JSch jsch, Endpoint.Ssh endpoint, TrustedHosts hosts)
      throws JSchException {
    return open(hosts, () -> session(jsch, endpoint, hosts, "publickey"));
  }

  /**
   * Logs in, twice if need be: servers hang up while a user takes minutes to compare a fingerprint.
   */
  private Session open(TrustedHosts hosts, SessionMaker sessions) throws JSchException {
    Session session = sessions.make();
    try {
      session.connect(limitMs);
      return session;
    } catch (JSchException e) {
      if (isRejection(e) || !hosts.takeAccepted()) {
        throw e;
      }
      Session again = sessions.make();
      again.connect(limitMs);
      return again;
    }
  }

  /** Makes sessions that are not connected yet. */
  private interface SessionMaker {
    Session make() throws JSchException;
  }

  private SshShell byPassword(
      JSch jsch, Endpoint.Ssh endpoint, TrustedHosts hosts, JSchException keysRejected) {
    JSchException last = keysRejected;
    boolean tried = false;
    for (int attempt = 0; attempt < PASSWORD_ATTEMPTS; attempt++) {
      Optional<char[]> password = prompts.password(endpoint.user(), endpoint.host());
      if (password.isEmpty()) {
        break;
      }
      tried = true;
      byte[] bytes = Secrets.takeBytes(password.get());
      try {
        Session session = session(jsch, endpoint, hosts, "password,keyboard-interactive");
        session.setPassword(bytes);
        session.connect(limitMs);
        return new SshShell(endpoint.title(), session);
      } catch (JSchException e) {
        if (!isRejection(e)) {
          throw SshProblems.sentence(endpoint, hosts, limitMs, e);
        }
        last = e;
      } finally {
        Arrays.fill(bytes, (byte) 0);
      }
    }
    throw SshProblems.rejected(endpoint, tried, last);
  }

  private static Session session(
      JSch jsch, Endpoint.Ssh endpoint, TrustedHosts hosts, String authentication)
      throws JSchException {
    Session session = jsch.getSession(endpoint.user(), endpoint.host(), endpoint.port());
    session.setHostKeyRepository(hosts);
    session.setConfig("StrictHostKeyChecking", "yes");
    session.setConfig("PreferredAuthentications", authentication);
    session.setServerAliveInterval(ALIVE_INTERVAL_MS);
    session.setServerAliveCountMax(ALIVE_MISSES);
    session.setDaemonThread(true);
    return session;
  }

  /** JSch has no type of its own for this. */
  private static boolean isRejection(JSchException e) {
    String message = String.valueOf(e.getMessage());
    return message.startsWith("Auth fail")
        || message.startsWith("Auth cancel")
        || message.startsWith("USERAUTH fail");
  }

  private static boolean takesPasswords(JSchException e) {
    List<String> methods = List.of("password", "keyboard-interactive");
    String message = String.valueOf(e.getMessage());
    return methods.stream().anyMatch(message::contains);
  }
}
