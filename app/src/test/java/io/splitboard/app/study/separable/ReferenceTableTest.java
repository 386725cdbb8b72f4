package io.splitboard.app.study.separable;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.app.study.StudyFigure;
import org.junit.jupiter.api.Test;

class ReferenceTableTest {

  @Test
  void everyFigureOfTheClosedFormsMeetsItsReference() {
    assertThat(ReferenceTable.figures()).hasSize(24).allMatch(StudyFigure::ok);
    assertThat(ReferenceTable.figures())
        .filteredOn(figure -> figure.id().endsWith("k2.fullExchangeBytes"))
        .singleElement()
        .extracting(StudyFigure::value)
        .isEqualTo(22_077_440.0);
  }
}
