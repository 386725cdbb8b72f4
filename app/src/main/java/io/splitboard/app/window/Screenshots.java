package io.splitboard.app.window;

import javafx.application.Application;

/**
 * Takes the pictures of the main window for the documentation: opens a project, calibrates, solves,
 * deploys to its devices, runs, and photographs what is then to be seen. Nothing on the pictures is
 * made up. Arguments: a copy of a project, and the folder for the pictures; see {@code
 * docs/screenshots.sh}.
 *
 * <p>It is no {@link Application} itself: Java refuses to start those from the class path.
 */
public final class Screenshots {
  private Screenshots() {}

  /** Takes the pictures and ends. */
  public static void main(String[] arguments) {
    Application.launch(Photographer.class, arguments);
  }
}
