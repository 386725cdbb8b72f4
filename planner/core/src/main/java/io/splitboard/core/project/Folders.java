package io.splitboard.core.project;

import java.nio.file.Path;
import java.util.Map;

/** Folders of the user who runs this. */
public final class Folders {

  private static final String NAME = "splitboard";

  private Folders() {}

  /**
   * Where generated models, weights and logs are kept; everything in it can be made again. {@code
   * SPLITBOARD_CACHE}, else {@code XDG_CACHE_HOME/splitboard}, else {@code ~/.cache/splitboard}.
   */
  public static Path cache() {
    return cache(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  /** Where the user's own settings are: {@code XDG_CONFIG_HOME} or {@code ~/.config}. */
  public static Path configuration() {
    return configuration(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  static Path cache(Map<String, String> environment, Path home) {
    String own = environment.getOrDefault("SPLITBOARD_CACHE", "");
    return own.isBlank()
        ? base(environment, "XDG_CACHE_HOME", home.resolve(".cache"))
        : Path.of(own).toAbsolutePath();
  }

  static Path configuration(Map<String, String> environment, Path home) {
    return base(environment, "XDG_CONFIG_HOME", home.resolve(".config"));
  }

  /** Relative paths in these variables are to be ignored, says the XDG specification. */
  private static Path base(Map<String, String> environment, String variable, Path otherwise) {
    Path base = Path.of(environment.getOrDefault(variable, ""));
    return (base.isAbsolute() ? base : otherwise).resolve(NAME);
  }
}
