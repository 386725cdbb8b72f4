package io.splitboard.app.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processor time that a virtual machine wanted and its host gave to others, as Linux counts it in
 * {@code /proc/stat}. What is measured while much of it is taken tells about the host.
 *
 * @param wanted by all processors since the start: used, or wanted in vain; in ticks
 * @param stolen the part that was wanted in vain
 */
public record StolenTime(long wanted, long stolen) {

  private static final Logger log = LoggerFactory.getLogger(StolenTime.class);
  private static final Path FILE = Path.of("/proc/stat");

  /** Columns after the name: user, nice, system, idle, iowait, irq, softirq, steal. */
  private static final List<Integer> USED = List.of(1, 2, 3, 6, 7);

  private static final int STOLEN = 8;

  /** What was counted until now; empty where the system does not tell. */
  public static Optional<StolenTime> now() {
    if (!Files.isReadable(FILE)) {
      return Optional.empty();
    }
    try {
      return parse(Files.readString(FILE));
    } catch (IOException e) {
      log.debug("stolen time is not known", e);
      return Optional.empty();
    }
  }

  static Optional<StolenTime> parse(String stat) {
    String[] columns = stat.lines().findFirst().orElse("").split("\\s+");
    if (!columns[0].equals("cpu") || columns.length <= STOLEN) {
      return Optional.empty();
    }
    long used = USED.stream().mapToLong(column -> Long.parseLong(columns[column])).sum();
    long stolen = Long.parseLong(columns[STOLEN]);
    return Optional.of(new StolenTime(used + stolen, stolen));
  }

  /** Share of what was wanted since an earlier count that was stolen: 0 to 1. */
  public double shareSince(StolenTime before) {
    long since = wanted - before.wanted;
    return since <= 0 ? 0 : (double) (stolen - before.stolen) / since;
  }
}
