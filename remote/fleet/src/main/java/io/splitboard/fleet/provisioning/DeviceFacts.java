package io.splitboard.fleet.provisioning;

/**
 * What a device is, as far as an agent cares.
 *
 * @param platform system and architecture
 * @param javaVersion of the {@code java} on its PATH, at least 17
 * @param memoryBytes physical memory; 0 if it does not say
 * @param freeDiskBytes free for the user on the disk of the home folder
 */
public record DeviceFacts(
    Platform platform, int javaVersion, long memoryBytes, long freeDiskBytes) {}
