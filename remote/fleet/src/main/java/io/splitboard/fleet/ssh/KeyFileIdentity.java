package io.splitboard.fleet.ssh;

import com.jcraft.jsch.Identity;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import io.splitboard.core.UserException;
import io.splitboard.fleet.Prompts;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * A private key file. An encrypted one is decrypted when a server wants it, not before, so the user
 * is asked for no passphrase in vain; the passphrase is overwritten at once.
 */
final class KeyFileIdentity implements Identity {

  private static final int ATTEMPTS = 3;

  private final Path file;
  private final KeyPair pair;
  private final Prompts prompts;
  private boolean given;

  private KeyFileIdentity(Path file, KeyPair pair, Prompts prompts) {
    this.file = file;
    this.pair = pair;
    this.prompts = prompts;
  }

  /**
   * Reads a key file.
   *
   * @throws UserException if it is none
   */
  static KeyFileIdentity read(JSch jsch, Path file, Prompts prompts) {
    try {
      return new KeyFileIdentity(file, KeyPair.load(jsch, file.toString(), null), prompts);
    } catch (JSchException e) {
      throw new UserException(
          "The key file %s is not a private key that can be read: name another one, or none to log in by password."
              .formatted(file),
          e);
    }
  }

  /** Asks for the passphrase as long as it is wrong and the user has patience. */
  @Override
  public boolean isEncrypted() {
    for (int attempt = 0; pair.isEncrypted() && !given && attempt < ATTEMPTS; attempt++) {
      Optional<char[]> passphrase = prompts.passphrase(file);
      if (passphrase.isEmpty()) {
        break;
      }
      byte[] bytes = Secrets.takeBytes(passphrase.get());
      pair.decrypt(bytes);
      Arrays.fill(bytes, (byte) 0);
    }
    given = true;
    return pair.isEncrypted();
  }

  @Override
  public boolean setPassphrase(byte[] passphrase) {
    return passphrase == null ? !pair.isEncrypted() : pair.decrypt(passphrase);
  }

  @Override
  public byte[] getPublicKeyBlob() {
    return pair.getPublicKeyBlob();
  }

  @Override
  public byte[] getSignature(byte[] data) {
    return pair.getSignature(data);
  }

  @Override
  public byte[] getSignature(byte[] data, String algorithm) {
    return pair.getSignature(data, algorithm);
  }

  @Override
  public String getAlgName() {
    return pair.getKeyTypeString();
  }

  @Override
  public String getName() {
    return file.toString();
  }

  @Override
  public void clear() {
    pair.dispose();
  }
}
