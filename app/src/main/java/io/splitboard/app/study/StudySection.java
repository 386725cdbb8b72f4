package io.splitboard.app.study;

import java.util.List;

/**
 * A part of a study's report.
 *
 * @param title its heading
 * @param parts what it shows, in order
 */
public record StudySection(String title, List<Part> parts) {

  /** Something that a section shows. */
  public sealed interface Part {}

  /** A paragraph of plain text. */
  public record Text(String text) implements Part {}

  /**
   * A table of plain texts.
   *
   * @param header titles of the columns
   * @param rows each as long as the header
   */
  public record Table(List<String> header, List<List<String>> rows) implements Part {
    /** Copies the lists and checks their lengths. */
    public Table {
      header = List.copyOf(header);
      rows = rows.stream().map(List::copyOf).toList();
      for (List<String> row : rows) {
        if (row.size() != header.size()) {
          throw new IllegalArgumentException("row " + row + " does not fit " + header);
        }
      }
    }
  }

  /**
   * A picture.
   *
   * @param svg an inline SVG element whose texts are escaped, as {@code study.chart} makes it
   */
  public record Picture(String svg) implements Part {}

  /** Copies the list. */
  public StudySection {
    parts = List.copyOf(parts);
  }

  /** A section of these parts. */
  public static StudySection of(String title, Part... parts) {
    return new StudySection(title, List.of(parts));
  }
}
