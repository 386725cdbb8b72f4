package io.splitboard.app.window.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import io.splitboard.app.picture.paint.Palette;
import java.net.URL;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.scene.Scene;

/** Light or dark: AtlantaFX's Primer below, Splitboard's own sheets above it. */
public enum Theme {
  LIGHT,
  DARK;

  private static final List<String> SHARED = List.of("workbench.css", "controlsfx.css");

  /** Makes it the base of every window of the application. */
  public void install() {
    Application.setUserAgentStylesheet(
        this == LIGHT
            ? new PrimerLight().getUserAgentStylesheet()
            : new PrimerDark().getUserAgentStylesheet());
  }

  /** Puts Splitboard's own sheets on a window's scene. */
  public void dress(Scene scene) {
    scene.getStylesheets().setAll(sheets());
  }

  /** Addresses of Splitboard's own sheets, the later over the earlier. */
  public List<String> sheets() {
    return java.util.stream.Stream.concat(
            SHARED.stream(), java.util.stream.Stream.of(this == LIGHT ? "light.css" : "dark.css"))
        .map(Theme::address)
        .toList();
  }

  /** The colours of what is drawn by hand. */
  public Palette palette() {
    return this == LIGHT ? Palette.LIGHT : Palette.DARK;
  }

  /** The other one. */
  public Theme other() {
    return this == LIGHT ? DARK : LIGHT;
  }

  private static String address(String sheet) {
    String path = "/io/splitboard/app/assets/styles/" + sheet;
    URL url = Theme.class.getResource(path);
    return Objects.requireNonNull(url, () -> path + " is missing from the jar").toExternalForm();
  }
}
