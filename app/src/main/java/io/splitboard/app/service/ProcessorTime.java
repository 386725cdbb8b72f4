package io.splitboard.app.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this computer's processors did since the start, as Linux counts it in {@code /proc/stat}, in
 * ticks of all of them together. What is measured on virtual devices while they have nothing to
 * spare, or while the host of a virtual machine gives them to others, tells about that.
 *
 * @param passed ticks that passed
 * @param used those in which something ran
 * @param stolen those that were wanted, but given to others by the host
 */
public record ProcessorTime(long passed, long used, long stolen) {

  private static final Logger log = LoggerFactory.getLogger(ProcessorTime.class);
  private static final Path FILE = Path.of("/proc/stat");

  /** Columns after the name: user, nice, system, idle, iowait, irq, softirq, steal. */
  private static final List<Integer> USED = List.of(1, 2, 3, 6, 7);

  private static final List<Integer> UNUSED = List.of(4, 5);
  private static final int STOLEN = 8;

  /**
   * How processors were used for some time.
   *
   * @param ticks that passed
   * @param busy share of the time in which something ran or wanted to
   * @param stolen share of what was wanted that the host took away
   */
  public record Use(long ticks, double busy, double stolen) {}

  /** What was counted until now; empty where the system does not tell. */
  public static Optional<ProcessorTime> now() {
    if (!Files.isReadable(FILE)) {
      return Optional.empty();
    }
    try {
      return parse(Files.readString(FILE));
    } catch (IOException e) {
      log.debug("the processors' use is not known", e);
      return Optional.empty();
    }
  }

  static Optional<ProcessorTime> parse(String stat) {
    String[] columns = stat.lines().findFirst().orElse("").split("\\s+");
    if (!columns[0].equals("cpu") || columns.length <= STOLEN) {
      return Optional.empty();
    }
    LongUnaryOperator count = column -> Long.parseLong(columns[(int) column]);
    long used = USED.stream().mapToLong(Integer::longValue).map(count).sum();
    long unused = UNUSED.stream().mapToLong(Integer::longValue).map(count).sum();
    long stolen = count.applyAsLong(STOLEN);
    return Optional.of(new ProcessorTime(used + unused + stolen, used, stolen));
  }

  /** How processors were used since an earlier count. */
  public Use since(ProcessorTime before) {
    long ticks = passed - before.passed;
    long lost = stolen - before.stolen;
    long wanted = used - before.used + lost;
    return new Use(ticks, share(wanted, ticks), share(lost, wanted));
  }

  private static double share(long part, long whole) {
    return whole <= 0 ? 0 : (double) part / whole;
  }
}
