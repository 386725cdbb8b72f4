package io.splitboard.fleet.ssh;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Passwords and passphrases on their short way from the prompt to the connection. */
final class Secrets {

  private Secrets() {}

  /** The UTF-8 bytes of a secret; overwrites the secret. The caller overwrites the bytes. */
  static byte[] takeBytes(char[] secret) {
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(secret));
    Arrays.fill(secret, '\0');
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    Arrays.fill(encoded.array(), (byte) 0);
    return bytes;
  }
}
