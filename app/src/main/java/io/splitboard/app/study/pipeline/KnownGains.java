package io.splitboard.app.study.pipeline;

import io.splitboard.app.study.FigureKind;
import io.splitboard.app.study.StudyFigure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What the figures are compared with: value and tolerance by id. */
final class KnownGains {

  private final Properties references = new Properties();

  KnownGains() {
    try (InputStream file = KnownGains.class.getResourceAsStream("references.properties")) {
      references.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException("references.properties cannot be read", e);
    }
  }

  /** A figure with its reference, if one is known. */
  StudyFigure figure(String id, double value, String unit, FigureKind kind) {
    StudyFigure figure = StudyFigure.of(id, value, unit, kind);
    String known = references.getProperty(id);
    if (known == null) {
      return figure;
    }
    String[] parts = known.split("±");
    return figure.within(
        Double.parseDouble(parts[0].strip()), Double.parseDouble(parts[1].strip()));
  }
}
