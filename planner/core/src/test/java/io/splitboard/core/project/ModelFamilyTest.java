package io.splitboard.core.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.core.UserException;
import io.splitboard.core.network.Network;
import io.splitboard.core.onnx.ImportOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFamilyTest {

  private static final ModelFamily FAMILY =
      ModelFamily.of(
          "top-1, %",
          List.of(
              new ModelFamily.Member("large.onnx", 70.9),
              new ModelFamily.Member("zoo:mobilenet-v1?width=0.5", 63.3)));

  @TempDir Path folder;

  private ProjectFolder project;

  @BeforeEach
  void create() {
    project =
        ProjectFolder.create(
            folder, "first", "large.onnx", ImportOptions.DEFAULT, Samples.cluster("pi-a", "pi-b"));
  }

  @Test
  void opensWhatItSavedAndKeepsItWithNewCosts() {
    assertThat(project.family()).isEmpty();
    project.save(FAMILY);
    Network network = Samples.chain(3);
    project.save(Optional.of(Samples.profile(network, project.cluster())));
    ProjectFolder opened = ProjectFolder.open(folder);
    assertThat(opened.family()).contains(FAMILY);
    assertThat(opened.profile()).isPresent();
  }

  @Test
  void saysWhatIsWrongAndWhere() throws IOException {
    project.save(FAMILY);
    Path file = folder.resolve("family.json");
    String good = Files.readString(file);
    Files.writeString(file, good.replace("70.9", "\"high\""));
    assertThatThrownBy(project::family)
        .isInstanceOf(UserException.class)
        .hasMessageContaining("family.json, line");
    Files.writeString(file, good.replace("zoo:mobilenet-v1?width=0.5", "large.onnx"));
    assertThatThrownBy(project::family).hasMessageContaining("large.onnx is in the family twice");
  }

  @Test
  void aFamilyOutsideTheFolderIsRefused() throws IOException {
    project.save(FAMILY);
    Path file = folder.resolve("project.json");
    Files.writeString(file, Files.readString(file).replace("family.json", "../family.json"));
    assertThatThrownBy(() -> ProjectFolder.open(folder).family())
        .isInstanceOf(UserException.class)
        .hasMessageContaining("outside its folder");
  }
}
