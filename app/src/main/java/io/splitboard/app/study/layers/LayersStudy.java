package io.splitboard.app.study.layers;

import io.splitboard.app.service.OpenModel;
import io.splitboard.app.study.FigureKind;
import io.splitboard.app.study.Study;
import io.splitboard.app.study.StudyFigure;
import io.splitboard.app.study.StudyOptions;
import io.splitboard.app.study.StudyResult;
import io.splitboard.app.study.StudySection;
import io.splitboard.core.Progress;
import io.splitboard.core.network.Network;
import io.splitboard.core.onnx.ImportOptions;
import io.splitboard.solver.preload.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Layer assignment with weight pre-loading on edge, hub and cloud: AlexNet and VGG-16 from the zoo,
 * with and without pre-loading, over scaled link rates.
 */
public final class LayersStudy implements Study {

  private static final double[] ALEXNET_RATES = {0.1, 0.2, 0.3, 0.5, 1, 2, 3, 5, 10, 30, 100};
  private static final double[] QUICK_RATES = {0.1, 0.3, 1, 3, 10, 100};
  private static final double[] VGG16_RATES = {0.1, 1, 10, 100};

  private final KnownFigures known = new KnownFigures();

  @Override
  public String name() {
    return "layers";
  }

  @Override
  public String title() {
    return "Layer assignment with weight pre-loading on edge, hub and cloud";
  }

  @Override
  public List<String> samples() {
    return List.of("layers-preloading");
  }

  @Override
  public StudyResult run(Progress progress, StudyOptions options) {
    List<StudyFigure> figures = new ArrayList<>();
    List<StudySection> sections = new ArrayList<>();
    double[] rates = options.quick() ? QUICK_RATES : ALEXNET_RATES;
    List<Assigned> alexNet = sweep("alexnet", rates, options, progress);
    Assigned plain =
        alexNet.stream().filter(one -> one.rateFactor() == 1).findFirst().orElseThrow();
    addSweep("alexnet", alexNet, figures);
    addAlone("alexnet", plain, figures);
    addTimeline(plain, figures);
    sections.add(LayersSections.model());
    sections.add(LayersSections.timeline("AlexNet", plain));
    sections.add(LayersSections.sweep("AlexNet", alexNet));
    sections.add(LayersSections.alone("AlexNet", plain));
    if (!options.quick()) {
      List<Assigned> vgg16 = sweep("vgg16", VGG16_RATES, options, progress);
      addSweep("vgg16", vgg16, figures);
      addAlone("vgg16", vgg16.get(1), figures);
      sections.add(LayersSections.timeline("VGG-16", vgg16.get(1)));
      sections.add(LayersSections.sweep("VGG-16", vgg16));
      sections.add(LayersSections.alone("VGG-16", vgg16.get(1)));
    }
    return new StudyResult(headline(plain), figures, sections);
  }

  private static List<Assigned> sweep(
      String network, double[] rates, StudyOptions options, Progress progress) {
    Network read =
        OpenModel.ofProject("zoo:" + network, options.folder(), ImportOptions.DEFAULT, progress)
            .network();
    List<Assigned> solved = new ArrayList<>();
    for (double rate : rates) {
      progress.report("Solving " + network, (double) solved.size() / rates.length);
      solved.add(Assigned.solve(read, rate, options.threads(), progress));
    }
    return solved;
  }

  private void addSweep(String network, List<Assigned> solved, List<StudyFigure> figures) {
    double largestGap = 0;
    for (Assigned one : solved) {
      String rates = one.rateFactor() == 1 ? "" : ".rates" + LayersSections.factor(one);
      figures.add(known.ms(network + ".preload" + rates + ".ms", one.ahead().value()));
      figures.add(known.ms(network + ".noPreload" + rates + ".ms", one.onArrival().value()));
      largestGap = Math.max(largestGap, one.ahead().value() - one.ahead().bound());
      largestGap = Math.max(largestGap, one.onArrival().value() - one.onArrival().bound());
    }
    figures.add(
        StudyFigure.of(network + ".gapToBound.ms", largestGap, "ms", FigureKind.EXACT).atMost(0));
  }

  private void addAlone(String network, Assigned one, List<StudyFigure> figures) {
    for (int device = 0; device < one.instance().devices().size(); device++) {
      String id = one.instance().devices().get(device).id();
      figures.add(known.ms(network + "." + id + ".ms", one.aloneMs(device)));
    }
  }

  private void addTimeline(Assigned one, List<StudyFigure> figures) {
    for (int layer = 0; layer < one.instance().layers().size(); layer++) {
      Schedule.Run run = one.ahead().schedule().runOf(layer);
      String id = "alexnet.timeline." + one.instance().layers().get(layer).id();
      figures.add(known.ms(id + ".start.ms", run.startMs()));
      figures.add(known.ms(id + ".finish.ms", run.finishMs()));
    }
  }

  private static String headline(Assigned one) {
    return String.format(
        Locale.ROOT,
        "AlexNet answers after %.1f ms with pre-loading (%s), %.1f ms without (%s), %.1f ms on the"
            + " best single device; all proved.",
        one.ahead().value(),
        one.letters(one.ahead()),
        one.onArrival().value(),
        one.letters(one.onArrival()),
        one.bestAloneMs());
  }
}
