package io.splitboard.app.window.model;

import java.time.LocalTime;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The lines of the log tab: what the user did and what came of it. */
public final class LogModel {
  /** Lines kept. */
  static final int LIMIT = 2000;

  /** How much a line matters. */
  public enum Level {
    INFO,
    PROBLEM
  }

  /** One line. */
  public record Line(LocalTime time, Level level, String text) {}

  private final ObservableList<Line> lines = FXCollections.observableArrayList();
  // Kept, because a view that nobody holds stops telling its listeners.
  private final ObservableList<Line> shownLines = FXCollections.unmodifiableObservableList(lines);
  private final Executor window;

  /** A log whose list changes on the window's thread only. */
  public LogModel(Executor window) {
    this.window = window;
  }

  /** The lines, oldest first. */
  public ObservableList<Line> lines() {
    return shownLines;
  }

  /** Adds a line; from any thread. */
  public void info(String text) {
    add(Level.INFO, text);
  }

  /** Adds a problem; from any thread. */
  public void problem(String text) {
    add(Level.PROBLEM, text);
  }

  private void add(Level level, String text) {
    Line line = new Line(LocalTime.now(), level, text);
    window.execute(
        () -> {
          if (lines.size() >= LIMIT) {
            lines.remove(0, LIMIT / 10);
          }
          lines.add(line);
        });
  }

  /** Logs each problem that a property tells; an empty one is none. */
  void tellProblemsOf(ReadOnlyStringProperty told) {
    told.addListener(
        (value, before, now) -> {
          if (!now.isEmpty()) {
            problem(now);
          }
        });
  }
}
