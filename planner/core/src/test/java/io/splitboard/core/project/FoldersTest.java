package io.splitboard.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FoldersTest {

  private final Path home = Path.of("home").toAbsolutePath();
  private final Path other = Path.of("other").toAbsolutePath();

  @Test
  void theOwnVariableWins() {
    Map<String, String> environment =
        Map.of("SPLITBOARD_CACHE", other.toString(), "XDG_CACHE_HOME", home.toString());
    assertThat(Folders.cache(environment, home)).isEqualTo(other);
  }

  @Test
  void thenTheDesktopsVariables() {
    Map<String, String> environment =
        Map.of("XDG_CACHE_HOME", other.toString(), "XDG_CONFIG_HOME", other.toString());
    assertThat(Folders.cache(environment, home)).isEqualTo(other.resolve("splitboard"));
    assertThat(Folders.configuration(environment, home)).isEqualTo(other.resolve("splitboard"));
  }

  @Test
  void elseBelowHome() {
    Map<String, String> environment = Map.of("XDG_CACHE_HOME", "relative", "SPLITBOARD_CACHE", " ");
    assertThat(Folders.cache(environment, home)).isEqualTo(home.resolve(".cache/splitboard"));
    assertThat(Folders.configuration(Map.of(), home)).isEqualTo(home.resolve(".config/splitboard"));
  }
}
