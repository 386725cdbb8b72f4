package io.splitboard.solver.rows.halp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The ratio-optimised preset: the host's share with the shortest timeline.
 *
 * @param share the share
 * @param timeline its timeline
 */
public record BestShare(HostShare share, Timeline timeline) {

  private static final int LEAST_PERCENT = 20;
  private static final int MOST_PERCENT = 60;
  private static final double SPREAD = 0.5;
  private static final int SPREAD_STEPS = 10;

  /**
   * Tries the host's shares from 20 % to 60 % in steps of one percent, and where the secondaries
   * differ also shares that are up to half as large again for one than their speeds suggest.
   *
   * @return empty if no share leaves every device some rows
   */
  public static Optional<BestShare> of(Chain chain, Setting setting) {
    List<BestShare> all = new ArrayList<>();
    for (int percent = LEAST_PERCENT; percent <= MOST_PERCENT; percent++) {
      for (double topPart : topParts(setting)) {
        HostShare share = new HostShare(percent / 100.0, topPart);
        Schedule.of(chain, setting, share)
            .ifPresent(timeline -> all.add(new BestShare(share, timeline)));
      }
    }
    return all.stream().min(Comparator.comparingDouble(one -> one.timeline().latencyMs()));
  }

  private static List<Double> topParts(Setting setting) {
    double top = setting.top().macsPerMs();
    double bottom = setting.bottom().macsPerMs();
    if (setting.top().equals(setting.bottom())) {
      return List.of(0.5);
    }
    double middle = top / (top + bottom);
    double least = middle * (1 - SPREAD);
    double most = 1 - (1 - middle) * (1 - SPREAD);
    return IntStream.rangeClosed(0, SPREAD_STEPS)
        .mapToObj(step -> least + (most - least) * step / SPREAD_STEPS)
        .toList();
  }
}
