package io.splitboard.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Small commands before this computer's own on a virtual device's PATH that play its traits. */
final class Shims {

  private Shims() {}

  /** Writes the commands that a device's traits need, and removes those that they do not. */
  static void write(DeviceFolder folder, DeviceTraits traits) throws IOException {
    clear(folder.bin());
    if (traits.machine().isPresent()) {
      write(
          folder.bin().resolve("uname"),
          "[ \"$1\" = -m ] && { echo "
              + traits.machine().get()
              + "; exit 0; }\n"
              + "PATH=${PATH#*:} exec uname \"$@\"\n");
    }
    if (traits.javaVersion().isPresent()) {
      write(folder.bin().resolve("java"), java(traits.javaVersion().get()));
    }
    if (traits.quotaBytes().isPresent()) {
      write(folder.bin().resolve("df"), df(traits.quotaBytes().getAsLong()));
    }
  }

  private static String java(String version) {
    return version.equals("none")
        ? "echo 'sh: 1: java: not found' >&2\nexit 127\n"
        : "echo 'openjdk version \"" + version + "\"' >&2\n";
  }

  private static String df(long quotaBytes) {
    long quotaKib = quotaBytes / 1024;
    return "used=$(du -sk \"$HOME\" | cut -f1)\n"
        + "free=$(("
        + quotaKib
        + " - used)); [ \"$free\" -lt 0 ] && free=0\n"
        + "echo 'Filesystem 1024-blocks Used Available Capacity Mounted on'\n"
        + "echo \"virtual "
        + quotaKib
        + " $used $free 0% $HOME\"\n";
  }

  private static void write(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + body);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void clear(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }
}
