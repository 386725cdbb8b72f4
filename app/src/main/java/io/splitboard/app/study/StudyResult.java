package io.splitboard.app.study;

import java.util.List;

/**
 * What a study found.
 *
 * @param headline one sentence: the most important finding
 * @param figures in the order in which they are listed, ids unique
 * @param sections the rest of the report
 */
public record StudyResult(String headline, List<StudyFigure> figures, List<StudySection> sections) {

  /** Copies the lists and checks the ids. */
  public StudyResult {
    figures = List.copyOf(figures);
    sections = List.copyOf(sections);
    long distinct = figures.stream().map(StudyFigure::id).distinct().count();
    if (distinct != figures.size()) {
      throw new IllegalArgumentException("two figures have the same id");
    }
  }

  /** Whether every figure agrees with its reference. */
  public boolean ok() {
    return figures.stream().allMatch(StudyFigure::ok);
  }

  /**
   * The figure with this id.
   *
   * @throws IllegalArgumentException if there is none
   */
  public StudyFigure figure(String id) {
    return figures.stream()
        .filter(figure -> figure.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the study has no figure " + id));
  }
}
