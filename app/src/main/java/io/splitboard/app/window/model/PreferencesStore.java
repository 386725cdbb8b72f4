package io.splitboard.app.window.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the preferences in {@code preferences.json} of the configuration folder. A file that cannot
 * be read is as good as none: the window opens with its defaults and says so in the log.
 */
public final class PreferencesStore {
  private static final Logger log = LoggerFactory.getLogger(PreferencesStore.class);
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path file;

  /** A store in a folder, which is made when first needed. */
  public PreferencesStore(Path folder) {
    file = folder.resolve("preferences.json");
  }

  /**
   * The configuration folder: {@code SPLITBOARD_CONFIG}, else {@code XDG_CONFIG_HOME/splitboard},
   * else {@code ~/.config/splitboard}.
   */
  public static Path folder(Map<String, String> environment) {
    String own = environment.getOrDefault("SPLITBOARD_CONFIG", "");
    if (!own.isBlank()) {
      return Path.of(own);
    }
    String shared = environment.getOrDefault("XDG_CONFIG_HOME", "");
    Path base =
        shared.isBlank() ? Path.of(System.getProperty("user.home"), ".config") : Path.of(shared);
    return base.resolve("splitboard");
  }

  /** What was saved last, or the defaults. */
  public Preferences load() {
    if (!Files.exists(file)) {
      return Preferences.DEFAULT;
    }
    try {
      return JSON.readValue(file.toFile(), Preferences.class);
    } catch (IOException unreadable) {
      log.warn("{} cannot be read; the window starts with its defaults", file, unreadable);
      return Preferences.DEFAULT;
    }
  }

  /** Writes a temporary file and moves it into place, so that a crash leaves the old one. */
  public void save(Preferences preferences) {
    try {
      Files.createDirectories(file.getParent());
      Path part = Files.createTempFile(file.getParent(), "preferences", ".part");
      JSON.writeValue(part.toFile(), preferences);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      log.warn("The preferences cannot be written to {}", file, failure);
    }
  }
}
