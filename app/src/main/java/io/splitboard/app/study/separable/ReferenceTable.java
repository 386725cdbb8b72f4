package io.splitboard.app.study.separable;

import io.splitboard.app.study.FigureKind;
import io.splitboard.app.study.StudyFigure;
import io.splitboard.app.study.StudySection;
import io.splitboard.app.study.StudySection.Table;
import io.splitboard.app.study.StudySection.Text;
import io.splitboard.separable.policy.Policy;
import io.splitboard.separable.policy.ResNextReference;
import io.splitboard.separable.policy.Resources;
import io.splitboard.separable.policy.SeparableModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the closed forms say about ResNeXt-50 32×4d at 224², at 7 GMAC/s a device. */
final class ReferenceTable {

  private static final double GMAC_PER_SECOND = 7;
  private static final double PAPER_REDUCTION = 0.866;
  private static final long ELEMENTS = 5_519_360;
  private static final long FULL_EXCHANGE_BYTES = 22_077_440;

  /** The reference has two decimals, which is coarser than 1 % of its smallest values. */
  private static final double ROUNDING = 0.005;

  private static final double TOLERANCE = 0.01;

  /** Reference values: devices and Mbit/s, then full exchange, 86.6 % fewer bytes, none. */
  private static final double[][] EXPECTED = {
    {2, 939, 1.49, 1.87, 1.94},
    {2, 300, 1.00, 1.73, 1.94},
    {2, 108, 0.54, 1.44, 1.94},
    {2, 54, 0.31, 1.14, 1.94},
    {4, 939, 1.98, 3.31, 3.69},
    {4, 108, 0.43, 1.84, 3.69},
    {4, 54, 0.23, 1.23, 3.69}
  };

  private static final List<String> POLICIES = List.of("full", "sparse", "none");

  private static final double[] SHARES = {1, 1 - PAPER_REDUCTION, 0};

  private ReferenceTable() {}

  static List<StudyFigure> figures() {
    SeparableModel two = ResNextReference.model(2);
    long elements = two.points().stream().mapToLong(point -> point.elements()).sum();
    List<StudyFigure> figures = new ArrayList<>();
    figures.add(
        StudyFigure.of("separable.resnext50.exchangeElements", elements, "", FigureKind.EXACT)
            .within(ELEMENTS, 0));
    figures.add(
        StudyFigure.of(
                "separable.resnext50.k2.fullExchangeBytes",
                two.bytes(Policy.full(two.points().size())),
                "B",
                FigureKind.EXACT)
            .within(FULL_EXCHANGE_BYTES, 0));
    figures.add(
        StudyFigure.of(
            "separable.resnext50.oneDevice.ms",
            two.singleDeviceMs(GMAC_PER_SECOND),
            "ms",
            FigureKind.SIMULATED));
    for (double[] row : EXPECTED) {
      for (int policy = 0; policy < POLICIES.size(); policy++) {
        figures.add(figure(row, policy));
      }
    }
    return figures;
  }

  private static StudyFigure figure(double[] row, int policy) {
    double expected = row[2 + policy];
    String id =
        String.format(
            Locale.ROOT,
            "separable.resnext50.k%.0f.%.0fMbit.%s.speedUp",
            row[0],
            row[1],
            POLICIES.get(policy));
    return StudyFigure.of(id, speedUp(row, policy), "×", FigureKind.SIMULATED)
        .within(expected, Math.max(TOLERANCE * expected, ROUNDING));
  }

  private static double speedUp(double[] row, int policy) {
    int groups = (int) row[0];
    SeparableModel model = ResNextReference.model(groups);
    Resources resources = Resources.equal(groups, GMAC_PER_SECOND, row[1], 0);
    return model.singleDeviceMs(GMAC_PER_SECOND) / model.latencyMs(SHARES[policy], resources);
  }

  static StudySection section() {
    List<List<String>> rows = new ArrayList<>();
    for (double[] row : EXPECTED) {
      List<String> cells = new ArrayList<>();
      cells.add(String.format(Locale.ROOT, "%.0f", row[0]));
      cells.add(String.format(Locale.ROOT, "%.0f", row[1]));
      for (int policy = 0; policy < POLICIES.size(); policy++) {
        cells.add(String.format(Locale.ROOT, "%.2f", speedUp(row, policy)));
      }
      rows.add(cells);
    }
    return StudySection.of(
        "ResNeXt-50 32×4d by the closed forms",
        new Text(
            "Speed-up over one device, if each device computes 7 GMAC/s, messages have no delay and"
                + " the body's work does not depend on the policy. The closed forms are a"
                + " reconstruction; no figure here is the paper's measurement."),
        new Table(
            List.of("devices", "Mbit/s", "full exchange", "86.6 % fewer bytes", "no exchange"),
            rows));
  }
}
