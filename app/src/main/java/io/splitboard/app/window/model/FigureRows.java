package io.splitboard.app.window.model;

import io.splitboard.core.simulation.Prediction;
import io.splitboard.core.simulation.Summary;
import java.util.List;

/** Decides what the figures strip says. */
public final class FigureRows {
  private FigureRows() {}

  /** What is predicted for the shown design. */
  public static List<Figure> predicted(Prediction shown, SpeedUp.Baseline one) {
    Values values = Values.of(shown);
    return List.of(
        predicted("Latency p50", Units.ms(values.p50())),
        predicted("p99", Units.ms(values.p99())),
        predicted("Throughput", Units.perSecond(values.rate())),
        predicted("Energy", Units.joule(values.energy())),
        SpeedUp.predicted(values.p50(), values.rate(), one));
  }

  /** What would be predicted if the drag ended here, against the shown design. */
  public static List<Figure> hovered(Prediction before, Prediction after, SpeedUp.Baseline one) {
    Values old = Values.of(before);
    Values now = Values.of(after);
    return List.of(
        changed("Latency p50", Units.ms(now.p50()), old.p50(), now.p50(), true),
        changed("p99", Units.ms(now.p99()), old.p99(), now.p99(), true),
        changed("Throughput", Units.perSecond(now.rate()), old.rate(), now.rate(), false),
        changed("Energy", Units.joule(now.energy()), old.energy(), now.energy(), true),
        SpeedUp.predicted(now.p50(), now.rate(), one));
  }

  /**
   * What is measured, beside what was predicted for the same pace. Energy stays modelled: devices
   * do not measure it.
   */
  public static List<Figure> measured(
      LiveStatistics.Snapshot live, Summary expected, SpeedUp.Baseline one) {
    double p50 = live.latencyMs(0.5);
    return List.of(
        beside("Latency p50", Units.ms(p50), Units.ms(expected.latencyP50Ms())),
        beside("p99", Units.ms(live.latencyMs(0.99)), Units.ms(expected.latencyP99Ms())),
        beside(
            "Throughput",
            Units.perSecond(live.perSecond()),
            Units.perSecond(expected.throughputPerSecond())),
        new Figure(
            "Energy",
            Units.joule(expected.energyJoulePerRequest()),
            "modelled",
            Figure.Tone.NEUTRAL),
        SpeedUp.measured(
            p50, live.perSecond(), expected.latencyP50Ms(), expected.throughputPerSecond(), one));
  }

  private record Values(double p50, double p99, double rate, double energy) {
    static Values of(Prediction prediction) {
      return new Values(
          prediction.latency().latencyP50Ms(),
          prediction.latency().latencyP99Ms(),
          prediction.throughput().throughputPerSecond(),
          prediction.latency().energyJoulePerRequest());
    }
  }

  private static Figure predicted(String name, String value) {
    return new Figure(name, value, "predicted", Figure.Tone.NEUTRAL);
  }

  private static Figure beside(String name, String measured, String predicted) {
    return new Figure(name, measured, "pred. " + predicted, Figure.Tone.NEUTRAL);
  }

  private static Figure changed(
      String name, String value, double before, double after, boolean smallerIsBetter) {
    boolean same = Math.abs(after - before) <= 0.0005 * Math.abs(before);
    boolean better = smallerIsBetter == after < before;
    Figure.Tone tone = same ? Figure.Tone.NEUTRAL : better ? Figure.Tone.GOOD : Figure.Tone.BAD;
    return new Figure(name, value, "pred. " + Units.change(before, after), tone);
  }
}
