package io.splitboard.fleet.provisioning;

import io.splitboard.core.UserException;
import io.splitboard.fleet.ssh.CommandResult;
import io.splitboard.fleet.ssh.DeviceShell;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at a device before anything is sent to it. */
public final class DeviceCheck {

  private static final int JAVA_NEEDED = 17;
  private static final long KIB = 1024;
  private static final Pattern JAVA_VERSION = Pattern.compile("version \"(\\d+)(?:\\.(\\d+))?");

  /** One round trip: every fact on a line of its own, {@code name=value}. */
  private static final String FACTS =
      """
      echo "system=$(uname -s)"
      echo "machine=$(uname -m)"
      echo "bits=$(getconf LONG_BIT 2>/dev/null)"
      echo "java=$(java -version 2>&1 | grep version | head -n 1)"
      echo "memory=$(sed -n 's/^MemTotal: *\\([0-9]*\\).*/\\1/p' /proc/meminfo 2>/dev/null)"
      echo "disk=$(df -Pk "$HOME" | awk 'NR==2 {print $4}')"
      """;

  private DeviceCheck() {}

  /**
   * Looks at a device.
   *
   * @throws UserException if no agent can run on it; the sentence says what to install
   */
  public static DeviceFacts check(DeviceShell shell) {
    Map<String, String> facts = facts(shell.run(FACTS));
    String machine = facts.getOrDefault("machine", "");
    return new DeviceFacts(
        platform(shell, facts.getOrDefault("system", ""), machine, facts.get("bits")),
        java(shell, facts.getOrDefault("java", "")),
        number(facts.get("memory")) * KIB,
        number(facts.get("disk")) * KIB);
  }

  /** Bytes that are free for the user on the disk of the home folder. */
  static long freeDiskBytes(DeviceShell shell) {
    return number(shell.run("df -Pk \"$HOME\" | awk 'NR==2 {print $4}'").output().strip()) * KIB;
  }

  private static Map<String, String> facts(CommandResult result) {
    Map<String, String> facts = new HashMap<>();
    result
        .output()
        .lines()
        .forEach(
            line -> {
              int equals = line.indexOf('=');
              if (equals > 0) {
                facts.put(line.substring(0, equals), line.substring(equals + 1).strip());
              }
            });
    return facts;
  }

  private static Platform platform(DeviceShell shell, String system, String machine, String bits) {
    boolean narrow = machine.startsWith("armv") || machine.matches("i\\d86") || "32".equals(bits);
    if (narrow) {
      throw new UserException(
          "%s runs a 32-bit system (%s), for which there is no ONNX Runtime: install the 64-bit Raspberry Pi OS on it."
              .formatted(shell.title(), machine));
    }
    return Platform.of(system, machine)
        .orElseThrow(
            () ->
                new UserException(
                    "%s is a %s %s, on which agents cannot run: use 64-bit Linux on ARM or x86."
                        .formatted(shell.title(), system, machine)));
  }

  private static int java(DeviceShell shell, String line) {
    Matcher matcher = JAVA_VERSION.matcher(line);
    if (!matcher.find()) {
      throw new UserException(
          "%s has no Java: run `sudo apt install openjdk-17-jre-headless` on it."
              .formatted(shell.title()));
    }
    int major = Integer.parseInt(matcher.group(1));
    // Java 8 and older called themselves 1.8 and so on.
    int version =
        major == 1 && matcher.group(2) != null ? Integer.parseInt(matcher.group(2)) : major;
    if (version < JAVA_NEEDED) {
      throw new UserException(
          "%s has Java %d, but agents need %d or newer: run `sudo apt install openjdk-17-jre-headless` on it."
              .formatted(shell.title(), version, JAVA_NEEDED));
    }
    return version;
  }

  private static long number(String text) {
    return text != null && text.matches("\\d{1,15}") ? Long.parseLong(text) : 0;
  }
}
