package io.splitboard.agent.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class UnpackedLibrariesTest {

  @Test
  @EnabledOnOs(OS.LINUX)
  void nothingStaysOnDiskOfLibrariesThatAreLoaded() throws IOException {
    assertThat(OnnxRuntimeEngine.version()).isNotEmpty();
    assertThat(Files.readString(Path.of("/proc/self/maps"))).contains("onnxruntime");
    assertThat(UnpackedLibraries.folders()).isEmpty();
  }
}
