package io.splitboard.app.cli;

import io.splitboard.core.Progress;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Tells each new step once, and its share whenever that has grown by a tenth. */
final class ConsoleProgress implements Progress {

  private final Consumer<String> line;
  private final BooleanSupplier cancelled;
  private String lastText = "";
  private int lastTenth = -1;

  ConsoleProgress(Consumer<String> line, BooleanSupplier cancelled) {
    this.line = line;
    this.cancelled = cancelled;
  }

  @Override
  public synchronized void report(String step, double fraction) {
    String text = step.replaceAll("\\d+ of \\d+", "…");
    int tenth = fraction < 0 ? -1 : (int) (fraction * 10);
    if (text.equals(lastText) && tenth <= lastTenth) {
      return;
    }
    lastText = text;
    lastTenth = tenth;
    line.accept(fraction < 0 ? step : step + " (" + (int) (fraction * 100) + " %)");
  }

  @Override
  public boolean cancelled() {
    return cancelled.getAsBoolean();
  }
}
