package io.splitboard.app.window.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.app.window.theme.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreferencesStoreTest {
  @TempDir private Path folder;

  @Test
  void keepsWhatTheWindowWas() {
    Preferences preferences =
        Preferences.DEFAULT
            .with(Theme.LIGHT)
            .withProject("/projects/one")
            .withWindow(new Preferences.Bounds(1, 2, 800, 600), false, Map.of("right", 0.4), "log");
    new PreferencesStore(folder.resolve("deeper")).save(preferences);
    assertThat(new PreferencesStore(folder.resolve("deeper")).load()).isEqualTo(preferences);
  }

  @Test
  void leavesNoPartialFiles() throws IOException {
    PreferencesStore store = new PreferencesStore(folder);
    store.save(Preferences.DEFAULT);
    store.save(Preferences.DEFAULT.with(Theme.LIGHT));
    try (var files = Files.list(folder)) {
      assertThat(files)
          .extracting(file -> file.getFileName().toString())
          .containsExactly("preferences.json");
    }
  }

  @Test
  void aDamagedFileIsAsGoodAsNone() throws IOException {
    Files.writeString(folder.resolve("preferences.json"), "{ \"theme\": ");
    assertThat(new PreferencesStore(folder).load()).isEqualTo(Preferences.DEFAULT);
  }

  @Test
  void anOlderOrNewerFileIsRead() throws IOException {
    Files.writeString(folder.resolve("preferences.json"), "{\"theme\":\"LIGHT\",\"later\":1}");
    assertThat(new PreferencesStore(folder).load())
        .isEqualTo(Preferences.DEFAULT.with(Theme.LIGHT));
  }

  @Test
  void theFolderFollowsTheEnvironment() {
    assertThat(PreferencesStore.folder(Map.of("SPLITBOARD_CONFIG", "/a", "XDG_CONFIG_HOME", "/b")))
        .isEqualTo(Path.of("/a"));
    assertThat(PreferencesStore.folder(Map.of("XDG_CONFIG_HOME", "/b")))
        .isEqualTo(Path.of("/b/splitboard"));
    assertThat(PreferencesStore.folder(Map.of()))
        .isEqualTo(Path.of(System.getProperty("user.home"), ".config", "splitboard"));
  }
}
