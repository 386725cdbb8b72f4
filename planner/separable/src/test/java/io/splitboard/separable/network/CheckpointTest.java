package io.splitboard.separable.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.core.UserException;
import io.splitboard.separable.Tiny;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {

  @TempDir private Path folder;

  private final Parameters parameters = Tiny.parameters(Tiny.architecture(2), 3);
  private final Checkpoint checkpoint =
      new Checkpoint(
          "mine", 17, parameters, Tiny.parameters(Tiny.architecture(2), 4), parameters.zeros());

  @Test
  void readsWhatItWrote() {
    Path file = folder.resolve("a.checkpoint");
    checkpoint.write(file);
    assertThat(Checkpoint.read(file, "mine", parameters)).isEqualTo(checkpoint);
  }

  @Test
  void refusesAnotherTrainingAndDamage() throws IOException {
    Path file = folder.resolve("b.checkpoint");
    checkpoint.write(file);
    assertThatThrownBy(() -> Checkpoint.read(file, "your", parameters))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("belongs to another training");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> Checkpoint.read(file, "mine", parameters))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("damaged");
    Files.write(file, java.util.Arrays.copyOf(bytes, 10));
    assertThatThrownBy(() -> Checkpoint.read(file, "mine", parameters))
        .isInstanceOf(UserException.class);
  }
}
