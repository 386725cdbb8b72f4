package io.splitboard.app.cli;

/** What the process's exit code says, as documented in docs/command-line.md. */
final class ExitCode {

  /** All went well. */
  static final int OK = 0;

  /** Results are not equal, requests were lost, or another check failed. */
  static final int FAILED = 1;

  /** Refused with one sentence on standard error; nothing was changed. */
  static final int REFUSED = 2;

  /** A fault of Splitboard itself; the log has the details. */
  static final int FAULT = 70;

  /** Stopped by the user, as shells report an interrupt. */
  static final int CANCELLED = 130;

  private ExitCode() {}
}
