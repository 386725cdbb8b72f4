package io.splitboard.app.service;

import io.splitboard.core.UserException;
import io.splitboard.solver.selection.RateTrace;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A recorded rate as comma-separated values: in each row a time in seconds and the rate in Mbit/s
 * that holds from then on. Times grow from row to row. A first line without figures is a heading;
 * empty lines and those that begin with {@code #} are left out.
 */
public final class RateTraceFile {

  /** A day of ten rows a second; more is no link trace, or a mistake. */
  private static final int MOST_ROWS = 1_000_000;

  private final Path file;
  private final List<Double> seconds = new ArrayList<>();
  private final List<Double> rates = new ArrayList<>();

  private RateTraceFile(Path file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @throws UserException with the line that is wrong and why
   */
  public static RateTrace read(Path file) {
    RateTraceFile reading = new RateTraceFile(file);
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        reading.take(++number, line.strip());
      }
    } catch (CharacterCodingException e) {
      throw new UserException(
          file.getFileName() + " is not a text file: give rows of SECONDS,MBIT.");
    } catch (IOException e) {
      throw new UserException(
          "The rate trace " + file + " cannot be read: " + e.getMessage() + ".");
    }
    if (reading.seconds.isEmpty()) {
      throw new UserException(
          file.getFileName()
              + " has no row of figures: give a time in seconds and a rate in Mbit/s,"
              + " such as 0,54.9.");
    }
    return RateTrace.of(reading.seconds, reading.rates);
  }

  private void take(int number, String line) {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    String[] cells = line.split(",", -1);
    double at = cells.length == 2 ? number(cells[0]) : Double.NaN;
    double rate = cells.length == 2 ? number(cells[1]) : Double.NaN;
    if (Double.isNaN(at) && Double.isNaN(rate) && seconds.isEmpty() && isHeading(cells)) {
      return;
    }
    if (!Double.isFinite(at) || !Double.isFinite(rate)) {
      throw refusal(
          number,
          "write a time in seconds and a rate in Mbit/s, such as 12.5,54.9, not “" + line + "”.");
    }
    if (rate <= 0) {
      throw refusal(number, "a rate must be above 0 Mbit/s, not " + cells[1].strip() + ".");
    }
    if (!seconds.isEmpty() && at <= seconds.get(seconds.size() - 1)) {
      throw refusal(
          number, "times must grow, but " + cells[0].strip() + " s is not after the row before.");
    }
    if (seconds.size() == MOST_ROWS) {
      throw refusal(number, "a trace has at most " + MOST_ROWS + " rows: give a shorter one.");
    }
    seconds.add(at);
    rates.add(rate);
  }

  /** Words for both columns, and nothing that begins like a figure. */
  private static boolean isHeading(String[] cells) {
    return cells.length == 2
        && cells[0].strip().matches("\\p{Alpha}.*")
        && cells[1].strip().matches("\\p{Alpha}.*");
  }

  private static double number(String cell) {
    try {
      return Double.parseDouble(cell.strip());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private UserException refusal(int line, String what) {
    return new UserException(file.getFileName() + ", line " + line + ": " + what);
  }
}
