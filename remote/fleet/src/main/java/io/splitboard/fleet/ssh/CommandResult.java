package io.splitboard.fleet.ssh;

/**
 * What a finished command left.
 *
 * @param exitCode 0 for success
 * @param output its standard output, UTF-8, at most a megabyte of it
 * @param errors its standard error, likewise
 */
public record CommandResult(int exitCode, String output, String errors) {

  /** Whether the command succeeded. */
  public boolean ok() {
    return exitCode == 0;
  }
}
