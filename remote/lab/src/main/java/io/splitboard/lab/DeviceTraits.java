package io.splitboard.lab;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is wrong or special with a virtual device, so that a workbench's answer to it can be tried.
 * Immutable; start from {@link #USUAL}.
 *
 * @param machine what {@code uname -m} prints, for example {@code armv7l}; this computer's if empty
 * @param javaVersion what {@code java -version} claims; {@code none} for a device without Java; the
 *     real thing if empty
 * @param quotaBytes how much the home folder may hold, by {@code df} and by file transfers
 * @param password if present, the only way to log in
 * @param freshHostKey whether the device comes up with another host key than the known-hosts file
 *     names, as after a reinstallation or with an impostor
 * @param refusesConnections whether nothing listens on its SSH port
 */
public record DeviceTraits(
    Optional<String> machine,
    Optional<String> javaVersion,
    OptionalLong quotaBytes,
    Optional<String> password,
    boolean freshHostKey,
    boolean refusesConnections) {

  /** A device with nothing special. */
  public static final DeviceTraits USUAL =
      new DeviceTraits(
          Optional.empty(), Optional.empty(), OptionalLong.empty(), Optional.empty(), false, false);

  /** The same with another machine name. */
  public DeviceTraits withMachine(String name) {
    return new DeviceTraits(
        Optional.of(name), javaVersion, quotaBytes, password, freshHostKey, refusesConnections);
  }

  /** The same with another Java, or {@code none}. */
  public DeviceTraits withJava(String version) {
    return new DeviceTraits(
        machine, Optional.of(version), quotaBytes, password, freshHostKey, refusesConnections);
  }

  /** The same with a small disk. */
  public DeviceTraits withQuota(long bytes) {
    return new DeviceTraits(
        machine, javaVersion, OptionalLong.of(bytes), password, freshHostKey, refusesConnections);
  }

  /** The same, letting in by password only. */
  public DeviceTraits withPassword(String secret) {
    return new DeviceTraits(
        machine, javaVersion, quotaBytes, Optional.of(secret), freshHostKey, refusesConnections);
  }

  /** The same with a host key that nobody knows. */
  public DeviceTraits withFreshHostKey() {
    return new DeviceTraits(machine, javaVersion, quotaBytes, password, true, refusesConnections);
  }

  /** The same with nothing listening. */
  public DeviceTraits refusingConnections() {
    return new DeviceTraits(machine, javaVersion, quotaBytes, password, freshHostKey, true);
  }

  /** Never shows the password. */
  @Override
  public String toString() {
    return "DeviceTraits[machine=%s, java=%s, quota=%s, byPassword=%s, freshHostKey=%s, refuses=%s]"
        .formatted(
            machine,
            javaVersion,
            quotaBytes,
            password.isPresent(),
            freshHostKey,
            refusesConnections);
  }
}
