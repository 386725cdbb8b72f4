package io.splitboard.agent.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a piece of work takes at this computer's usual pace, as a file keeps it. */
final class UsualPace {

  private static final Pattern KEPT = Pattern.compile("(.*): ([1-9]\\d{0,11}) ns\n");
  private static final int LONGEST = 200;

  private UsualPace() {}

  /**
   * What the file says; if that is of other work or nothing, what it takes now, which the file says
   * from now on.
   *
   * @param file open to read and to write, locked by the caller
   * @param work its name
   * @param nowNanos CPU time that it takes now, ns
   */
  static long usualNanos(FileChannel file, String work, long nowNanos) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(LONGEST);
    file.read(content, 0);
    Matcher kept = KEPT.matcher(StandardCharsets.UTF_8.decode(content.flip()));
    if (kept.matches() && kept.group(1).equals(work)) {
      return Long.parseLong(kept.group(2));
    }
    file.truncate(0);
    String line = work + ": " + nowNanos + " ns\n";
    file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)), 0);
    return nowNanos;
  }
}
