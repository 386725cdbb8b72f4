package io.splitboard.core.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.core.UserException;
import io.splitboard.core.network.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** A damaged file is imported or refused with a sentence; nothing else may come out. */
class DamagedModelProperties {

  private static final byte[] GOOD =
      TestModels.model(TestModels.addAndRelu(TestModels.weight("w", 4))).toByteArray();

  private Path folder;

  @BeforeProperty
  void makeFolder() throws IOException {
    folder = Files.createTempDirectory("damaged");
  }

  @AfterProperty
  void removeFolder() throws IOException {
    Files.deleteIfExists(folder.resolve("damaged.onnx"));
    Files.delete(folder);
  }

  @Property(tries = 300, seed = "20261121")
  void flippedBytes(
      @ForAll @Size(min = 1, max = 4) int[] positions, @ForAll @IntRange(min = 1, max = 255) int by)
      throws IOException {
    byte[] damaged = GOOD.clone();
    for (int position : positions) {
      damaged[Math.floorMod(position, damaged.length)] ^= (byte) by;
    }
    importsOrRefuses(damaged);
  }

  @Property(tries = 100, seed = "20261121")
  void truncated(@ForAll @IntRange(min = 0, max = 1000) int length) throws IOException {
    importsOrRefuses(Arrays.copyOf(GOOD, length % GOOD.length));
  }

  @Example
  void undamaged() throws IOException {
    Path file = Files.write(folder.resolve("damaged.onnx"), GOOD);
    assertThat(OnnxImporter.read(OnnxModel.open(file), ImportOptions.DEFAULT).layers()).hasSize(2);
  }

  private void importsOrRefuses(byte[] content) throws IOException {
    Path file = Files.write(folder.resolve("damaged.onnx"), content);
    try {
      Network network = OnnxImporter.read(OnnxModel.open(file), ImportOptions.DEFAULT);
      assertThat(network.outputs()).isNotEmpty();
    } catch (UserException e) {
      assertThat(e.getMessage()).endsWith(".");
    }
  }
}
