package io.splitboard.lab;

import io.splitboard.core.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a virtual device keeps its things. Only {@link #home} is visible to those who log in.
 *
 * @param root real path of the device's folder
 */
record DeviceFolder(Path root) {

  /** Opens the folder of a device, making it if there is none. */
  static DeviceFolder open(Path labFolder, String device) throws IOException {
    if (!device.matches("[A-Za-z0-9._-]+") || device.startsWith(".")) {
      throw new UserException(
          "The device id "
              + device
              + " cannot name a folder: use letters, digits, dots, hyphens and underscores.");
    }
    Path root = Files.createDirectories(labFolder.resolve(device)).toRealPath();
    DeviceFolder folder = new DeviceFolder(root);
    Files.createDirectories(folder.home());
    Files.createDirectories(folder.bin());
    return folder;
  }

  /** The user's home. */
  Path home() {
    return root.resolve("home");
  }

  /** Commands that shadow those of this computer. */
  Path bin() {
    return root.resolve("bin");
  }

  Path hostKey() {
    return root.resolve("host_key");
  }

  Path userKey() {
    return root.resolve("user_key");
  }

  Path knownHosts() {
    return root.resolve("known_hosts");
  }
}
