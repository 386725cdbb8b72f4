package io.splitboard.fleet.ssh;

import com.jcraft.jsch.JSchChangedHostKeyException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchUnknownHostKeyException;
import io.splitboard.core.UserException;
import io.splitboard.fleet.Endpoint;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;

/** Says in a sentence why a login failed and what to do. */
final class SshProblems {

  private SshProblems() {}

  static UserException sentence(
      Endpoint.Ssh endpoint, TrustedHosts hosts, int limitMs, JSchException problem) {
    return new UserException(text(endpoint, hosts, limitMs, problem), problem);
  }

  private static String text(
      Endpoint.Ssh endpoint, TrustedHosts hosts, int limitMs, JSchException problem) {
    if (problem instanceof JSchChangedHostKeyException) {
      return changedKey(endpoint, hosts);
    }
    if (problem instanceof JSchUnknownHostKeyException) {
      return "%s was not trusted, so nothing was sent to it: compare its fingerprint and accept it when asked, or add its key to %s."
          .formatted(endpoint.title(), endpoint.knownHosts());
    }
    Throwable cause = rootCause(problem);
    String message = String.valueOf(problem.getMessage()).toLowerCase(Locale.ROOT);
    if (cause instanceof UnknownHostException) {
      return "There is no host called %s for device %s: check the name, or give its address."
          .formatted(endpoint.host(), endpoint.device());
    }
    if (cause instanceof ConnectException && !message.contains("timed out")) {
      return "%s refused the connection: check the port and that its SSH server runs (sudo systemctl enable --now ssh)."
          .formatted(endpoint.title());
    }
    if (cause instanceof NoRouteToHostException) {
      return "There is no way to %s: check that it is switched on and in the same network."
          .formatted(endpoint.title());
    }
    if (cause instanceof SocketTimeoutException
        || message.contains("timeout")
        || message.contains("timed out")) {
      return "%s did not answer within %d s: check the address, its power and its network."
          .formatted(endpoint.title(), (limitMs + 999) / 1000);
    }
    if (cause instanceof SocketException || message.contains("closed by foreign host")) {
      return "%s hung up while logging in: try again, and if it persists look at its SSH server (sudo journalctl -u ssh)."
          .formatted(endpoint.title());
    }
    return "The SSH connection to %s failed (%s): try `ssh -p %d %s@%s` in a terminal to see more."
        .formatted(
            endpoint.title(),
            problem.getMessage(),
            endpoint.port(),
            endpoint.user(),
            endpoint.host());
  }

  private static String changedKey(Endpoint.Ssh endpoint, TrustedHosts hosts) {
    String name = SshConnector.knownHostsName(endpoint);
    String line = hosts.lineOf(name).isPresent() ? ", line " + hosts.lineOf(name).getAsInt() : "";
    return ("%s shows another host key than the one in %s%s, so nothing was sent: if it was"
            + " reinstalled, remove the old key with `ssh-keygen -f %s -R '%s'`; if not, someone may"
            + " be in between.")
        .formatted(endpoint.title(), endpoint.knownHosts(), line, endpoint.knownHosts(), name);
  }

  static UserException rejected(Endpoint.Ssh endpoint, boolean passwordTried, Throwable cause) {
    String keys =
        endpoint.keyFile().map(file -> "the key " + file).orElse("any key of this computer");
    String what =
        passwordTried
            ? "did not accept the password of "
                + endpoint.user()
                + ": check user name and password."
            : "did not accept %s, and no password was given: add the key with `ssh-copy-id -p %d %s@%s`, or give the password."
                .formatted(keys, endpoint.port(), endpoint.user(), endpoint.host());
    return new UserException(endpoint.title() + " " + what, cause);
  }

  private static Throwable rootCause(Throwable problem) {
    Throwable cause = problem;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
