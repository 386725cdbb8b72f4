package io.splitboard.app.cli;

import io.splitboard.fleet.Prompts;
import java.io.Console;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Asks on the terminal. Without one nothing is asked: unknown hosts are refused and no password is
 * given, so scripts neither hang nor trust a stranger.
 */
final class ConsolePrompts implements Prompts {

  private final Console console = System.console();

  @Override
  public synchronized boolean acceptHostKey(String host, String keyType, String fingerprint) {
    if (console == null) {
      return false;
    }
    String answer =
        console.readLine(
            "%s is not known yet. Its %s key has the fingerprint%n  %s%nTrust it from now on? [y/N] ",
            host, keyType, fingerprint);
    return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
  }

  @Override
  public synchronized Optional<char[]> password(String user, String host) {
    return console == null
        ? Optional.empty()
        : Optional.ofNullable(console.readPassword("Password of %s on %s: ", user, host));
  }

  @Override
  public synchronized Optional<char[]> passphrase(Path keyFile) {
    return console == null
        ? Optional.empty()
        : Optional.ofNullable(console.readPassword("Passphrase of the key %s: ", keyFile));
  }
}
