package io.splitboard.app.study.rows;

import io.splitboard.app.service.OpenModel;
import io.splitboard.core.Progress;
import io.splitboard.core.onnx.ImportOptions;
import io.splitboard.solver.rows.halp.Chain;
import io.splitboard.solver.selection.HalpTimes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** The sixteen MobileNet-V1 variants with the accuracies of their published checkpoints. */
final class MobileNetFamily {

  static final List<String> WIDTHS = List.of("1.0", "0.75", "0.5", "0.25");
  static final List<Integer> RESOLUTIONS = List.of(224, 192, 160, 128);

  private MobileNetFamily() {}

  /** What a variant is called: {@code 0.75-192}. */
  static String name(String width, int resolution) {
    return width + "-" + resolution;
  }

  static List<HalpTimes.Member> read(Path folder, Progress progress) {
    Properties accuracies = Resource.properties("accuracies.properties");
    List<HalpTimes.Member> members = new ArrayList<>();
    int all = WIDTHS.size() * RESOLUTIONS.size();
    for (String width : WIDTHS) {
      for (int resolution : RESOLUTIONS) {
        progress.check();
        progress.report("Reading MobileNets", (double) members.size() / all);
        String zoo = "zoo:mobilenet-v1?width=" + width + "&resolution=" + resolution;
        OpenModel model = OpenModel.ofProject(zoo, folder, ImportOptions.DEFAULT, Progress.NONE);
        String name = name(width, resolution);
        double accuracy = Double.parseDouble(accuracies.getProperty(name));
        members.add(new HalpTimes.Member(name, accuracy, Chain.of(model.network())));
      }
    }
    return members;
  }
}
