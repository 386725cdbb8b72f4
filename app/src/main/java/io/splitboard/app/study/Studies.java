package io.splitboard.app.study;

import io.splitboard.app.study.layers.LayersStudy;
import io.splitboard.app.study.pipeline.PipelineStudy;
import io.splitboard.app.study.prediction.PredictionStudy;
import io.splitboard.app.study.rows.RowsStudy;
import io.splitboard.app.study.separable.SeparableNetwork;
import io.splitboard.core.UserException;
import java.util.List;
import java.util.Optional;

/** All studies. A new one is a class and a line here. */
public final class Studies {

  private static final List<Study> ALL =
      List.of(
          new LayersStudy(),
          new PipelineStudy(),
          new RowsStudy(),
          new SeparableNetwork(),
          new PredictionStudy());

  private Studies() {}

  /** All studies in the order in which they are listed. */
  public static List<Study> all() {
    return ALL;
  }

  /**
   * The study of this name.
   *
   * @throws UserException if there is none, listing those there are
   */
  public static Study named(String name) {
    return ALL.stream()
        .filter(study -> study.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UserException(
                    "There is no study %s: choose one of %s.".formatted(name, names())));
  }

  /** The study that a sample project belongs to. */
  public static Optional<Study> ofProject(String projectName) {
    return ALL.stream().filter(study -> study.samples().contains(projectName)).findFirst();
  }

  private static String names() {
    return String.join(", ", ALL.stream().map(Study::name).toList());
  }
}
