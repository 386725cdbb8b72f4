package io.splitboard.app.study.rows;

import io.splitboard.app.service.OpenModel;
import io.splitboard.app.study.Study;
import io.splitboard.app.study.StudyFigure;
import io.splitboard.app.study.StudyOptions;
import io.splitboard.app.study.StudyResult;
import io.splitboard.app.study.StudySection;
import io.splitboard.core.Progress;
import io.splitboard.core.network.Network;
import io.splitboard.core.onnx.ImportOptions;
import io.splitboard.solver.rows.halp.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * HALP: VGG-16 by rows over a host and two secondaries, and the choice of a MobileNet under a
 * deadline. The quick version leaves out Splitboard's own order over link rates and the service
 * over a link that varies.
 */
public final class RowsStudy implements Study {

  private final Known known = new Known();

  @Override
  public String name() {
    return "rows";
  }

  @Override
  public String title() {
    return "Rows with overlap around a host, and a model for every deadline";
  }

  @Override
  public List<String> samples() {
    return List.of("vgg16-three-pis", "mobilenet-selection");
  }

  @Override
  public StudyResult run(Progress progress, StudyOptions options) {
    progress.report("Reading VGG-16", 0);
    Network network =
        OpenModel.ofProject("zoo:vgg16", options.folder(), ImportOptions.DEFAULT, progress)
            .network();
    VggRows rows = new VggRows(network, known);
    Selecting selecting = new Selecting(MobileNetFamily.read(options.folder(), progress), known);
    List<StudySection> sections = new ArrayList<>();
    sections.add(RowsSections.model());
    List<List<Long>> rowTable = rows.rowTable();
    Timeline third = rows.third();
    OwnRun ownThird = rows.ownThird();
    sections.add(RowsSections.rows(rowTable, third, ownThird));
    sections.add(RowsSections.timelines(rows.chain(), third, ownThird));
    progress.report("Sharing rows of VGG-16", -1);
    sections.add(RowsSections.table(rows.table(progress)));
    if (!options.quick()) {
      sections.add(RowsSections.sweep(rows.sweep(progress)));
    }
    progress.report("Choosing models", -1);
    sections.add(SelectingSections.table(selecting.table()));
    List<Selecting.Chosen> chosen = selecting.chosen(Selecting.WIRED);
    sections.add(SelectingSections.chosen(chosen, selecting.chosen(Selecting.WIRELESS)));
    if (!options.quick()) {
      sections.add(SelectingSections.served(selecting.served(progress)));
    }
    List<StudyFigure> figures = new ArrayList<>(rows.figures());
    figures.addAll(selecting.figures());
    return new StudyResult(headline(third, figures), figures, sections);
  }

  private static String headline(Timeline third, List<StudyFigure> figures) {
    long compared = figures.stream().filter(figure -> figure.reference().isPresent()).count();
    long agree =
        figures.stream().filter(figure -> figure.reference().isPresent() && figure.ok()).count();
    return String.format(
        Locale.ROOT,
        "VGG-16 on three devices, the host with a third of the rows: %.1f ms, %,d B; %d of %d figures"
            + " agree with the reconstruction.",
        third.latencyMs(),
        third.bytes(),
        agree,
        compared);
  }
}
