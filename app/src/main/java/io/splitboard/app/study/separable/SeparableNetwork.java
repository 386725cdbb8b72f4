package io.splitboard.app.study.separable;

import com.sun.management.OperatingSystemMXBean;
import io.splitboard.app.study.FigureKind;
import io.splitboard.app.study.Study;
import io.splitboard.app.study.StudyFigure;
import io.splitboard.app.study.StudyOptions;
import io.splitboard.app.study.StudyResult;
import io.splitboard.app.study.StudySection;
import io.splitboard.app.study.StudySection.Text;
import io.splitboard.core.Progress;
import io.splitboard.separable.study.SeparableResult;
import io.splitboard.separable.study.StudySettings;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Channel groups with a searched exchange policy, for two and for four devices: trained, searched,
 * exported and run on virtual devices. Its state is kept in the folder of the options, so that a
 * study that was interrupted goes on.
 */
public final class SeparableNetwork implements Study {

  /** Share of the full exchange's bytes that the paper's abstract says are saved. */
  static final double LEAST_REDUCTION_PERCENT = 86.6;

  /** What "little accuracy lost" is held to here. */
  static final double MOST_LOSS_POINTS = 1;

  private static final long SEED = 1;
  private static final List<Integer> DEVICES = List.of(2, 4);
  private static final double MOST_SECONDS = 1800;
  private static final int CORES = 2;
  private static final OperatingSystemMXBean OWN_PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final double NANOS = 1e9;

  @Override
  public String name() {
    return "separable";
  }

  @Override
  public String title() {
    return "Separable network: channel groups with a searched exchange policy";
  }

  @Override
  public List<String> samples() {
    return List.of("separable-network");
  }

  @Override
  public StudyResult run(Progress progress, StudyOptions options) {
    long start = System.nanoTime();
    long cpuStart = OWN_PROCESS.getProcessCpuTime();
    List<StudySettings> settings =
        DEVICES.stream()
            .map(
                devices ->
                    options.quick()
                        ? StudySettings.quick(devices, SEED)
                        : StudySettings.sample(devices, SEED))
            .toList();
    Path root = options.quick() ? options.folder().resolve("quick") : options.folder();
    List<SeparableResult> trained = Trainings.run(settings, root, options.threads(), progress);
    List<GroupRun> runs = new ArrayList<>();
    for (int i = 0; i < settings.size(); i++) {
      Path folder = Trainings.folder(root, settings.get(i));
      runs.add(GroupRun.of(settings.get(i), trained.get(i), folder, progress));
    }
    double seconds = (System.nanoTime() - start) / NANOS;
    double cpuSeconds = (OWN_PROCESS.getProcessCpuTime() - cpuStart) / NANOS;
    return result(runs, !options.quick(), seconds, cpuSeconds);
  }

  private static StudyResult result(
      List<GroupRun> runs, boolean whole, double seconds, double cpuSeconds) {
    double saved = runs.stream().mapToDouble(GroupRun::bytesReductionPercent).min().orElseThrow();
    double lost =
        runs.stream().mapToDouble(run -> run.trained().accuracyLossPoints()).max().orElseThrow();
    List<StudyFigure> figures = new ArrayList<>();
    StudyFigure reduction =
        StudyFigure.of("separable.bytesReduction", saved, "%", FigureKind.MEASURED);
    StudyFigure loss =
        StudyFigure.of("separable.accuracyLossPoints", lost, "points", FigureKind.MEASURED);
    StudyFigure time = StudyFigure.of("separable.seconds", seconds, "s", FigureKind.MEASURED);
    figures.add(whole ? reduction.atLeast(LEAST_REDUCTION_PERCENT) : reduction);
    figures.add(whole ? loss.atMost(MOST_LOSS_POINTS) : loss);
    figures.add(time);
    // Wall time would fail on a computer that is busy with something else.
    figures.add(
        StudyFigure.of("separable.cpuSeconds", cpuSeconds, "s", FigureKind.MEASURED)
            .atMost(CORES * MOST_SECONDS));
    figures.addAll(ReferenceTable.figures());
    List<StudySection> sections = new ArrayList<>();
    sections.add(about(whole));
    for (GroupRun run : runs) {
      GroupReport report = new GroupReport(run, whole);
      figures.addAll(report.figures());
      sections.add(report.section());
    }
    sections.add(ReferenceTable.section());
    String headline =
        String.format(
            Locale.ROOT,
            "At least %.1f %% fewer bytes exchanged, at most %.2f points of accuracy lost against the"
                + " full exchange (the worse of 2 and 4 devices)%s.",
            saved,
            lost,
            whole ? "" : "; a quick run, which says nothing about the method");
    return new StudyResult(headline, figures, sections);
  }

  private static StudySection about(boolean whole) {
    return StudySection.of(
        "What this is",
        new Text(
            "After Lin and Wang (2021), whose abstract reports 86.6 % less data sent. Blocks, data,"
                + " training and search are our reconstruction; the accuracies belong to images that"
                + " this project draws itself and are not the paper's. Latencies in the pictures are"
                + " modelled; bytes and latencies of the lab are measured on virtual devices on this"
                + " computer."),
        new Text(
            whole
                ? "Networks were trained in this folder. A study that was interrupted went on from"
                    + " its files, and then its seconds count from there."
                : "This was a quick run with a small network and few images: it shows the steps, and"
                    + " its figures are held to no reference that takes a real training."));
  }
}
