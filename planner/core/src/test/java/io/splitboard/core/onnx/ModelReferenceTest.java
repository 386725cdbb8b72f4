package io.splitboard.core.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelReferenceTest {

  @TempDir Path folder;

  @Test
  void staysInTheProjectsFolder() throws IOException {
    Path project = Files.createDirectories(folder.resolve("project"));
    Path inside = Files.writeString(project.resolve("a.onnx"), "x");
    Path outside = Files.writeString(folder.resolve("b.onnx"), "x");
    Files.createSymbolicLink(project.resolve("link.onnx"), outside);

    assertThat(ModelReference.resolve("a.onnx", project, Progress.NONE)).isEqualTo(inside);
    for (String hostile : new String[] {"../b.onnx", outside.toString(), "link.onnx"}) {
      assertThatThrownBy(() -> ModelReference.resolve(hostile, project, Progress.NONE))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("outside its folder");
    }
    assertThatThrownBy(() -> ModelReference.resolve("none.onnx", project, Progress.NONE))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("has no model none.onnx");
    assertThat(ModelReference.resolveAnywhere(outside.toString(), project, Progress.NONE))
        .isEqualTo(outside);
  }
}
