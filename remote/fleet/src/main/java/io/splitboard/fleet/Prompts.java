package io.splitboard.fleet;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a connection may have to ask the user. Called on the thread that connects, so an answer may
 * take its time. Several devices may ask at once: implementations order the questions.
 */
public interface Prompts {

  /** Nobody to ask: unknown hosts are refused and no password is given. */
  Prompts NONE =
      new Prompts() {
        @Override
        public boolean acceptHostKey(String host, String keyType, String fingerprint) {
          return false;
        }

        @Override
        public Optional<char[]> password(String user, String host) {
          return Optional.empty();
        }
      };

  /**
   * Whether a host that was never seen may be trusted from now on.
   *
   * @param host as in the known-hosts file: name, or {@code [name]:port} for ports other than 22
   * @param keyType for example {@code ssh-ed25519}
   * @param fingerprint as OpenSSH prints it: {@code SHA256:…}
   */
  boolean acceptHostKey(String host, String keyType, String fingerprint);

  /**
   * The password of a user. The array is overwritten after use; the password is neither stored nor
   * logged.
   *
   * @return empty if the user does not want to give one
   */
  Optional<char[]> password(String user, String host);

  /**
   * The passphrase of an encrypted private key. The array is overwritten after use.
   *
   * @return empty if the user does not want to give one
   */
  default Optional<char[]> passphrase(Path keyFile) {
    return Optional.empty();
  }
}
