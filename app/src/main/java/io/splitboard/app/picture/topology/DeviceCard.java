package io.splitboard.app.picture.topology;

import io.splitboard.app.picture.network.Reading;
import java.util.List;

/**
 * What is known about a device.
 *
 * @param id in the cluster
 * @param model what people call its model, for example {@code Pi 4B}
 * @param source whether requests begin and end there
 * @param live what it reports now
 * @param plan what the partition gives it
 * @param warnings states worth a look in one or two words, for example {@code throttled}
 * @param problem a sentence that says what is wrong and what to do, or empty
 */
public record DeviceCard(
    String id,
    String model,
    boolean source,
    Live live,
    Plan plan,
    List<String> warnings,
    String problem) {

  /** Copies the list. */
  public DeviceCard {
    warnings = List.copyOf(warnings);
  }

  /**
   * What a device reports.
   *
   * @param cpuShare of all processors, 0 to 1
   * @param memoryShare of its memory, 0 to 1
   * @param celsius temperature
   */
  public record Live(Reading cpuShare, Reading memoryShare, Reading celsius) {

    /** It reports nothing. */
    public static final Live NONE = new Live(Reading.NONE, Reading.NONE, Reading.NONE);
  }

  /**
   * What a partition gives a device; all predicted.
   *
   * @param layers how many it computes, at least in part
   * @param team the devices that take turns with it, itself included; none where none does
   * @param weightBytes of their weights
   * @param memoryBytes of weights and tensors together
   * @param memoryLimitBytes what it may use
   */
  public record Plan(
      int layers, List<String> team, long weightBytes, long memoryBytes, long memoryLimitBytes) {

    /** It computes nothing. */
    public static final Plan NONE = new Plan(0, List.of(), 0, 0, 0);

    /** Copies the list. */
    public Plan {
      team = List.copyOf(team);
    }

    /** Predicted share of its memory; no data where the limit is not known. */
    public Reading memoryShare() {
      return memoryLimitBytes <= 0
          ? Reading.NONE
          : Reading.of((double) memoryBytes / memoryLimitBytes);
    }
  }
}
