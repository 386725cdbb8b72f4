package io.splitboard.fleet.profiling;

import io.splitboard.fleet.Prompts;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the user for each password once, for work that logs in more than once. Passwords are kept in
 * memory only, and wiped at the end.
 */
final class AskedOnce implements Prompts, AutoCloseable {

  private final Prompts user;
  private final Map<String, char[]> passwords = new HashMap<>();

  AskedOnce(Prompts user) {
    this.user = user;
  }

  @Override
  public boolean acceptHostKey(String host, String keyType, String fingerprint) {
    return user.acceptHostKey(host, keyType, fingerprint);
  }

  /** A copy each time, since who gets it wipes it. */
  @Override
  public synchronized Optional<char[]> password(String userName, String host) {
    String key = userName + "@" + host;
    if (!passwords.containsKey(key)) {
      user.password(userName, host).ifPresent(given -> passwords.put(key, given));
    }
    return Optional.ofNullable(passwords.get(key)).map(char[]::clone);
  }

  @Override
  public synchronized void close() {
    passwords.values().forEach(password -> Arrays.fill(password, '\0'));
    passwords.clear();
  }
}
