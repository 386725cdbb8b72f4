package io.splitboard.fleet.provisioning;

import java.util.Arrays;
import java.util.Optional;

/**
 * A system that agents run on, and how the libraries of the bundle call it. A library without
 * natives for a platform works without them.
 */
public enum Platform {
  /** 64-bit Raspberry Pi OS and other 64-bit ARM Linux. */
  LINUX_AARCH64(
      "linux",
      "linux-aarch64",
      "linux-aarch64",
      "linux_aarch_64",
      "epoll_aarch_64",
      "linux/aarch64"),
  /** Linux on a PC. */
  LINUX_X64("linux", "linux-x64", "linux-x86-64", "linux_x86_64", "epoll_x86_64", "linux/amd64"),
  /** macOS on Apple's processors, for "this computer". */
  MACOS_AARCH64(
      "darwin", "osx-aarch64", "darwin-aarch64", "osx_aarch_64", "osx_aarch_64", "darwin/aarch64");

  private final String system;
  private final String onnxRuntimeFolder;
  private final String jnaFolder;
  private final String nettyTlsSuffix;
  private final String nettyTransportSuffix;
  private final String lz4Folder;

  Platform(
      String system,
      String onnxRuntimeFolder,
      String jnaFolder,
      String nettyTlsSuffix,
      String nettyTransportSuffix,
      String lz4Folder) {
    this.system = system;
    this.onnxRuntimeFolder = onnxRuntimeFolder;
    this.jnaFolder = jnaFolder;
    this.nettyTlsSuffix = nettyTlsSuffix;
    this.nettyTransportSuffix = nettyTransportSuffix;
    this.lz4Folder = lz4Folder;
  }

  /**
   * The platform of a device.
   *
   * @param system as {@code uname -s} prints it
   * @param machine as {@code uname -m} prints it
   */
  public static Optional<Platform> of(String system, String machine) {
    String architecture =
        switch (machine) {
          case "aarch64", "arm64" -> "AARCH64";
          case "x86_64", "amd64" -> "X64";
          default -> machine;
        };
    return Arrays.stream(values())
        .filter(platform -> platform.system.equalsIgnoreCase(system))
        .filter(platform -> platform.name().endsWith("_" + architecture))
        .findFirst();
  }

  /** Whether an entry of a library's jar is of use on this platform: any but foreign natives. */
  boolean needs(String jarEntry) {
    if (jarEntry.startsWith("ai/onnxruntime/native/")) {
      return jarEntry.startsWith("ai/onnxruntime/native/" + onnxRuntimeFolder + "/")
          && !jarEntry.contains(".dSYM/");
    }
    if (jarEntry.startsWith("com/sun/jna/") && jarEntry.contains("jnidispatch")) {
      return jarEntry.startsWith("com/sun/jna/" + jnaFolder + "/");
    }
    if (jarEntry.startsWith("net/jpountz/util/") && jarEntry.contains("lz4-java.")) {
      return jarEntry.startsWith("net/jpountz/util/" + lz4Folder + "/");
    }
    if (jarEntry.startsWith("META-INF/native/") && !jarEntry.endsWith("/")) {
      return jarEntry.contains("_" + nettyTlsSuffix + ".")
          || jarEntry.contains("_" + nettyTransportSuffix + ".");
    }
    return true;
  }
}
