package io.splitboard.core.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.splitboard.core.UserException;
import io.splitboard.core.network.Network;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileModelsTest {

  @TempDir private Path folder;

  private Network read(ModelProto model) {
    Path file = TestModels.write(folder, model);
    return OnnxImporter.read(OnnxModel.open(file), ImportOptions.DEFAULT);
  }

  private void refuses(ModelProto model, String because) {
    assertThatThrownBy(() -> read(model))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(because)
        .hasMessageEndingWith(".");
  }

  @Test
  void nestingIsTakenAsDeepAsTheFormatAllows() {
    assertThat(read(HostileModels.nested(20)).layers()).hasSize(1);
    refuses(HostileModels.nested(60), "truncated or not an ONNX model");
  }

  @Test
  void sizesThatNoComputerHoldsAreRefusedOrOnlyCounted() {
    refuses(HostileModels.declared(1L << 40, 1L << 40), "more elements than any computer can hold");
    refuses(HostileModels.declared(1L << 62), "more elements than any computer can hold");
    assertThat(read(HostileModels.declared(1L << 40)).layers()).hasSize(1);
  }

  @Test
  void aTensorBeyondThisComputersMemoryIsNotComputedToLearnShapes() {
    refuses(HostileModels.made(1L << 20, 1L << 22), "more than this computer's memory");
  }
}
