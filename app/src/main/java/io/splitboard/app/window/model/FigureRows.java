package io.splitboard.app.window.model;

import io.splitboard.core.simulation.Prediction;
import io.splitboard.core.simulation.PredictionRange;
import io.splitboard.core.simulation.Summary;
import java.util.List;
import java.util.Optional;

/** Decides what the figures strip says. */
public final class FigureRows {
  private FigureRows() {}

  /**
   * What is predicted for the shown design.
   *
   * @param range where latency and throughput may lie, if that is known
   */
  public static List<Figure> predicted(
      Prediction shown, Optional<PredictionRange> range, SpeedUp.Baseline one) {
    Values values = Values.of(shown);
    return List.of(
        within(
            "Latency p50",
            Units.ms(values.p50()),
            range.map(PredictionRange::latencyShare),
            range.map(
                known ->
                    Units.ms(known.latencyLowMs()) + " to " + Units.ms(known.latencyHighMs()))),
        predicted("p99", Units.ms(values.p99())),
        within(
            "Throughput",
            Units.perSecond(values.rate()),
            range.map(PredictionRange::throughputShare),
            range.map(
                known ->
                    Units.perSecond(known.perSecondLow())
                        + " to "
                        + Units.perSecond(known.perSecondHigh()))),
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

  private static Figure within(
      String name, String value, Optional<Double> share, Optional<String> limits) {
    String detail =
        share.map(off -> "pred. ± " + Units.percent(Math.max(0.01, off))).orElse("predicted");
    String explanation =
        limits
            .map(
                both ->
                    "In %s of cases %s, if devices and links are as far off as when they were measured."
                        .formatted(Units.percent(PredictionRange.COVERED), both))
            .orElse(
                "How far off this may be is not known, since not all costs were measured: choose Calibrate.");
    return new Figure(name, value, detail, Figure.Tone.NEUTRAL, explanation);
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
