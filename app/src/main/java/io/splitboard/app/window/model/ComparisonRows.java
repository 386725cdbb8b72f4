package io.splitboard.app.window.model;

import io.splitboard.core.partition.Placement;
import io.splitboard.core.project.Comparison;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Decides what the compare view says. */
public final class ComparisonRows {
  private ComparisonRows() {}

  /**
   * One line of the table.
   *
   * @param name the figure with where it came from
   * @param a first run's value
   * @param b second run's value
   * @param change from first to second
   * @param tone whether the change is good news
   */
  public record Row(String name, String a, String b, String change, Figure.Tone tone) {}

  /** One line per figure. */
  public static List<Row> of(Comparison comparison) {
    return comparison.figures().stream().map(ComparisonRows::row).toList();
  }

  private static Row row(Comparison.FigurePair pair) {
    double size = Math.abs(pair.a());
    boolean same = Math.abs(pair.b() - pair.a()) <= 0.005 * size;
    Figure.Tone tone =
        same
            ? Figure.Tone.NEUTRAL
            : pair.smallerIsBetter() == pair.b() < pair.a() ? Figure.Tone.GOOD : Figure.Tone.BAD;
    return new Row(
        pair.name() + ", " + pair.basis().name().toLowerCase(Locale.ROOT),
        text(pair.unit(), pair.a()),
        text(pair.unit(), pair.b()),
        size == 0 && pair.b() == 0 ? "same" : Units.change(pair.a(), pair.b()),
        tone);
  }

  private static String text(String unit, double value) {
    return switch (unit) {
      case "ms" -> Units.ms(value);
      case "B" -> Units.bytes(value);
      case "J" -> Units.joule(value);
      case "1/s" -> Units.perSecond(value);
      default -> count(value);
    };
  }

  private static String count(double value) {
    if (Double.isNaN(value)) {
      return "not verified";
    }
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.3g", value);
  }

  /**
   * What moved, neighbours told together: {@code 12 layers, conv1 … pool3: pi-a → pi-b}.
   *
   * @return one line per group of the same move, in the order of the first layers
   */
  public static List<String> moves(Comparison comparison) {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    for (Comparison.PlacementChange change : comparison.changes()) {
      String way = devices(change.a()) + " → " + devices(change.b());
      groups.computeIfAbsent(way, key -> new ArrayList<>()).add(change.layer());
    }
    return groups.entrySet().stream()
        .map(group -> layers(group.getValue()) + ": " + group.getKey())
        .toList();
  }

  private static String layers(List<String> ids) {
    return ids.size() == 1
        ? ids.get(0)
        : ids.size() + " layers, " + ids.get(0) + " … " + ids.get(ids.size() - 1);
  }

  private static String devices(Placement placement) {
    return placement == null ? "not there" : String.join(" + ", placement.devices());
  }
}
