package io.splitboard.app.window.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.splitboard.app.window.theme.Theme;
import java.util.Map;

/**
 * What the window remembers between starts.
 *
 * @param theme light or dark
 * @param bounds x, y, width and height of the window, in screen pixels; null before the first close
 * @param maximized whether the window filled the screen
 * @param dividers positions of the split panes, 0 to 1, by name
 * @param tab id of the tab at the bottom
 * @param lastProject folder of the project that was open; null where none was
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Preferences(
    Theme theme,
    Bounds bounds,
    boolean maximized,
    Map<String, Double> dividers,
    String tab,
    String lastProject) {
  /** A window's place on the screen. */
  public record Bounds(double x, double y, double width, double height) {}

  /** At the first start. */
  public static final Preferences DEFAULT =
      new Preferences(Theme.DARK, null, false, Map.of(), "timeline", null);

  /** Fills in what an older file lacks. */
  public Preferences {
    theme = theme == null ? Theme.DARK : theme;
    dividers = dividers == null ? Map.of() : Map.copyOf(dividers);
    tab = tab == null ? "timeline" : tab;
  }

  /** The same with another theme. */
  public Preferences with(Theme changed) {
    return new Preferences(changed, bounds, maximized, dividers, tab, lastProject);
  }

  /** The same with another last project. */
  public Preferences withProject(String folder) {
    return new Preferences(theme, bounds, maximized, dividers, tab, folder);
  }

  /** The same with another state of the window. */
  public Preferences withWindow(
      Bounds place, boolean filled, Map<String, Double> positions, String selectedTab) {
    return new Preferences(theme, place, filled, positions, selectedTab, lastProject);
  }
}
