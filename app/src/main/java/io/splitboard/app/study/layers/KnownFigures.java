package io.splitboard.app.study.layers;

import io.splitboard.app.study.FigureKind;
import io.splitboard.app.study.StudyFigure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What the figures are compared with: optima found by three methods that agree. */
final class KnownFigures {

  private static final double TOLERANCE_MS = 0.01;

  private final Properties references = new Properties();

  KnownFigures() {
    try (InputStream file = KnownFigures.class.getResourceAsStream("references.properties")) {
      references.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException("references.properties cannot be read", e);
    }
  }

  /** A time with its reference, if one is known. */
  StudyFigure ms(String id, double value) {
    StudyFigure figure = StudyFigure.of(id, value, "ms", FigureKind.EXACT);
    String known = references.getProperty(id);
    return known == null ? figure : figure.within(Double.parseDouble(known), TOLERANCE_MS);
  }
}
