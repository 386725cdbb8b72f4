package io.splitboard.fleet.provisioning;

import java.nio.file.Path;

/**
 * A file that a device must have, named by its content.
 *
 * @param source on this computer
 * @param target path on the device under {@link DeviceStore#FOLDER}: only letters, digits, dots and
 *     slashes
 * @param sha256 of its content, hexadecimal
 * @param bytes its size
 */
public record StoredFile(Path source, String target, String sha256, long bytes) {

  /** Refuses names that a shell or a path could misread. */
  public StoredFile {
    if (!target.matches("[a-z]+(/[a-z]+)?/[0-9a-f]{64}(\\.[a-z]+)?")) {
      throw new IllegalArgumentException("not a content-addressed name: " + target);
    }
  }
}
