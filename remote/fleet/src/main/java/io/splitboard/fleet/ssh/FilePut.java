package io.splitboard.fleet.ssh;

import java.nio.file.Path;

/**
 * A file to copy to a device.
 *
 * @param source on this computer
 * @param target path on the device, relative to its home; its folder exists
 */
public record FilePut(Path source, String target) {}
