package io.splitboard.lab;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Set;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.util.security.SecurityUtils;

/**
 * Key pairs of virtual devices, kept in OpenSSH files between starts. ECDSA P-256: every JDK makes
 * it and every SSH client takes it.
 */
final class DeviceKeys {

  private DeviceKeys() {}

  /** Reads the key pair of a file, or makes one and writes it, readable by the owner only. */
  static KeyPair load(Path file) throws IOException, GeneralSecurityException {
    if (!Files.exists(file)) {
      write(generate(), file);
    }
    try (var in = Files.newInputStream(file)) {
      Iterator<KeyPair> pairs =
          SecurityUtils.loadKeyPairIdentities(null, NamedResource.ofName(file.toString()), in, null)
              .iterator();
      if (!pairs.hasNext()) {
        throw new IOException(file + " holds no private key");
      }
      return pairs.next();
    }
  }

  /** A new key pair that is not kept. */
  static KeyPair generate() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  /** The line of a known-hosts file for a server on a port other than 22. */
  static String knownHostsLine(String host, int port, PublicKey key) {
    return "[" + host + "]:" + port + " " + PublicKeyEntry.toString(key);
  }

  private static void write(KeyPair pair, Path file) throws IOException, GeneralSecurityException {
    Set<PosixFilePermission> ownerOnly =
        EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    Files.createFile(file, PosixFilePermissions.asFileAttribute(ownerOnly));
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(
          pair, "splitboard virtual device", null, out);
    }
  }
}
