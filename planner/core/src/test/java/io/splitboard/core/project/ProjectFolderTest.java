package io.splitboard.core.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.codec.Codec;
import io.splitboard.core.codec.CodecCost;
import io.splitboard.core.codec.ErrorBudget;
import io.splitboard.core.codec.LinkCodecs;
import io.splitboard.core.codec.TensorCodecs;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Shape;
import io.splitboard.core.onnx.ImportOptions;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.profile.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectFolderTest {

  @TempDir Path folder;

  private final Network network = Samples.chain(6);
  private final Cluster cluster = Samples.cluster("pi-a", "pi-b");
  private ProjectFolder project;

  @BeforeEach
  void create() {
    ImportOptions options = new ImportOptions(Map.of("N", 1L), Map.of("t0", Shape.of(1, 4)));
    project = ProjectFolder.create(folder, "first", "model.onnx", options, cluster);
  }

  @Test
  void opensWhatItSaved() {
    Partition partition =
        Partition.onOneDevice(network, "pi-a").move(List.of("layer2", "layer3"), "pi-b");
    Constraints constraints =
        new Constraints(
            Map.of("layer0", "pi-a"), Map.of("layer5", Set.of("pi-b")), Map.of("pi-a", 1000L));
    Design design = new Design("cut", "A cut", Objective.THROUGHPUT, constraints, partition);
    Profile profile = Samples.profile(network, cluster);
    project.save(design, network);
    project.save(Optional.of(profile));

    Project read = ProjectFolder.open(folder).read(Optional.of(network), Optional.empty());

    assertThat(read.name()).isEqualTo("first");
    assertThat(read.model()).isEqualTo("model.onnx");
    assertThat(read.importOptions()).isEqualTo(project.importOptions());
    assertThat(read.cluster()).isEqualTo(cluster);
    assertThat(read.profile()).contains(profile);
    assertThat(read.designs()).containsExactly(design);
    assertThat(read.problems()).isEmpty();
  }

  @Test
  void keepsReplicasCodecsAndWhatWasMeasuredOfThem() throws IOException {
    Cluster three = Samples.cluster("pi-a", "pi-b", "pi-c");
    project.save(three);
    Partition chain =
        Partition.onOneDevice(network, "pi-a").move(List.of("layer2", "layer3"), "pi-b");
    Partition partition =
        chain
            .withReplicas(Map.of("pi-b", List.of("pi-c")))
            .withCodecs(LinkCodecs.all(Codec.LZ4).with("pi-a", "pi-b", Codec.ZFP));
    Profile profile =
        Samples.profile(network, three)
            .with(new TensorCodecs(Map.of("t2", List.of(new CodecCost(Codec.LZ4, 0.5, 2, 1)))));
    project.save(Samples.design("one", partition), network);
    project.save(Optional.of(profile));
    assertThat(Files.readString(folder.resolve("designs/one.json")))
        .contains("\"replicas\": {", "\"all\": \"lz4\"", "\"pi-a→pi-b\": \"zfp\"");

    Project read = ProjectFolder.open(folder).read(Optional.of(network), Optional.empty());

    assertThat(read.designs()).extracting(Design::partition).containsExactly(partition);
    assertThat(read.profile()).contains(profile);
    project.save(Samples.design("one", chain), network);
    assertThat(Files.readString(folder.resolve("designs/one.json")))
        .doesNotContain("replicas", "codecs");
  }

  @Test
  void keepsLossyCodecsAndTheirBudgets() throws IOException {
    LinkCodecs codecs =
        LinkCodecs.all(Codec.FLOAT16, ErrorBudget.relative(0.001))
            .with("pi-a", "pi-b", Codec.FLOAT16, ErrorBudget.absolute(0.5))
            .with("pi-b", "pi-a", Codec.NONE);
    Partition partition = Partition.onOneDevice(network, "pi-a").withCodecs(codecs);
    project.save(Samples.design("one", partition), network);
    assertThat(Files.readString(folder.resolve("designs/one.json")))
        .contains("\"all\": \"float16\"", "\"errorBudgets\"", "\"absolute\": 0.5");
    Project read = ProjectFolder.open(folder).read(Optional.of(network), Optional.empty());
    assertThat(read.designs()).extracting(Design::partition).containsExactly(partition);
    assertThat(codecs.budget("pi-a", "pi-b")).contains(ErrorBudget.absolute(0.5));
    assertThat(codecs.budget("pi-b", "pi-c")).contains(ErrorBudget.relative(0.001));
    assertThat(codecs.budget("pi-b", "pi-a")).isEmpty();
  }

  @Test
  void saysWhatIsWrongWithCodecsAndReplicas() throws IOException {
    project.save(Samples.design("one", Partition.onOneDevice(network, "pi-a")), network);
    Path file = folder.resolve("designs/one.json");
    String good = Files.readString(file);
    assertThat(problem(file, good, "\"codecs\": { \"all\": \"zip\" },"))
        .contains("There is no codec zip: choose none, lz4, zfp or float16");
    assertThat(problem(file, good, "\"codecs\": { \"pi-a→pi-x\": \"lz4\" },"))
        .contains("the cluster has no device pi-x");
    assertThat(problem(file, good, "\"codecs\": { \"pi-a→pi-b\": \"float16\" },"))
        .contains("Link pi-a→pi-b packs with float16, which is lossy", "give it an error budget");
    assertThat(problem(file, good, "\"errorBudgets\": { \"all\": { \"relativ\": 1 } },"))
        .contains("An error budget is either");
    assertThat(problem(file, good, "\"errorBudgets\": { \"pi-a→pi-x\": { \"relative\": 1 } },"))
        .contains("the cluster has no device pi-x");
    assertThat(problem(file, good, "\"replicas\": { \"pi-a\": [ \"pi-x\" ] },"))
        .contains("the cluster has no device pi-x");
  }

  private String problem(Path file, String good, String field) throws IOException {
    Files.writeString(file, good.replace("\"placements\"", field + "\"placements\""));
    Project read = ProjectFolder.open(folder).read(Optional.of(network), Optional.empty());
    assertThat(read.designs()).isEmpty();
    return read.problems().get(0);
  }

  @Test
  void savingTwiceGivesTheSameBytes() throws IOException {
    Design design = Samples.design("one", Partition.onOneDevice(network, "pi-a"));
    project.save(design, network);
    byte[] first = Files.readAllBytes(folder.resolve("designs/one.json"));
    project.save(design, network);
    assertThat(folder.resolve("designs/one.json")).hasBinaryContent(first);
    assertThat(new String(first, java.nio.charset.StandardCharsets.UTF_8))
        .contains("\"from\": \"layer0\"", "\"to\": \"layer5\"", "\"device\": \"pi-a\"")
        .endsWith("}\n");
  }

  @Test
  void leavesNoTemporaryFiles() throws IOException {
    project.save(Samples.design("one", Partition.onOneDevice(network, "pi-a")), network);
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.endsWith(".part"));
    }
  }

  @Test
  void deletesDesigns() {
    project.save(Samples.design("one", Partition.onOneDevice(network, "pi-a")), network);
    project.deleteDesign("one");
    assertThat(project.designIds()).isEmpty();
  }

  @Test
  void backToTheCatalogue() {
    project.save(Optional.of(Samples.profile(network, cluster)));
    project.save(Optional.empty());
    assertThat(ProjectFolder.open(folder).profile()).isEmpty();
  }

  @Test
  void badJsonIsToldWithLineAndColumn() throws IOException {
    Files.createDirectories(folder.resolve("designs"));
    Files.writeString(folder.resolve("designs/bad.json"), "{\n  \"name\": \"x\",,\n}");
    project.save(Samples.design("good", Partition.onOneDevice(network, "pi-a")), network);

    Project read = project.read(Optional.of(network), Optional.empty());

    assertThat(read.designs()).extracting(Design::id).containsExactly("good");
    assertThat(read.problems())
        .singleElement()
        .asString()
        .startsWith("designs/bad.json, line 2, column ");
  }

  @Test
  void anUnknownFieldIsRefused() throws IOException {
    Files.writeString(
        folder.resolve("project.json"),
        "{\"format\": 1, \"name\": \"x\", \"model\": \"m.onnx\", \"modle\": 1}");
    assertThatThrownBy(() -> ProjectFolder.open(folder))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("project.json, line 1")
        .hasMessageContaining("\"modle\" is not known");
  }

  @Test
  void aNewerFormatIsRefusedAsSuch() throws IOException {
    Files.writeString(
        folder.resolve("project.json"), "{\"format\": 2, \"name\": \"x\", \"other\": true}");
    assertThatThrownBy(() -> ProjectFolder.open(folder))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("newer Splitboard");
  }

  @Test
  void aFolderWithoutProjectIsRefused() {
    assertThatThrownBy(() -> ProjectFolder.open(folder.resolve("nowhere")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("There is no project in");
  }

  @Test
  void unknownLayersAndDevicesAreNamed() throws IOException {
    writeDesign("layer", "{\"from\": \"conv9\", \"device\": \"pi-a\"}");
    writeDesign("device", "{\"from\": \"layer0\", \"to\": \"layer5\", \"device\": \"pi-z\"}");
    writeDesign("gap", "{\"from\": \"layer0\", \"to\": \"layer4\", \"device\": \"pi-a\"}");
    writeDesign(
        "twice",
        "{\"from\": \"layer0\", \"to\": \"layer5\", \"device\": \"pi-a\"},"
            + "{\"from\": \"layer1\", \"device\": \"pi-b\"}");

    List<String> problems = project.read(Optional.of(network), Optional.empty()).problems();

    assertThat(problems).hasSize(4);
    assertThat(problems.get(0)).contains("no device pi-z", "pi-a, pi-b");
    assertThat(problems.get(1)).contains("layer5 has no placement");
    assertThat(problems.get(2)).contains("no layer conv9");
    assertThat(problems.get(3)).contains("layer1 is placed twice");
  }

  @Test
  void aMissingModelLeavesTheRestOpen() {
    project.save(Samples.design("one", Partition.onOneDevice(network, "pi-a")), network);
    Project read = project.read(Optional.empty(), Optional.of("The model is missing."));
    assertThat(read.cluster()).isEqualTo(cluster);
    assertThat(read.designs()).isEmpty();
    assertThat(read.problems()).containsExactly("The model is missing.");
    assertThat(project.designIds()).containsExactly("one");
  }

  @Test
  void filesOutsideTheFolderAreRefused() throws IOException {
    Files.writeString(
        folder.resolve("project.json"),
        "{\"format\": 1, \"name\": \"x\", \"model\": \"m.onnx\", \"cluster\": \"../c.json\"}");
    assertThatThrownBy(() -> ProjectFolder.open(folder).cluster())
        .isInstanceOf(UserException.class)
        .hasMessageContaining("outside its folder");
  }

  @Test
  void linksOutOfTheFolderAreRefused(@TempDir Path elsewhere) throws IOException {
    Path other = Files.copy(folder.resolve("cluster.json"), elsewhere.resolve("cluster.json"));
    Files.delete(folder.resolve("cluster.json"));
    Files.createSymbolicLink(folder.resolve("cluster.json"), other);
    assertThatThrownBy(() -> project.cluster())
        .isInstanceOf(UserException.class)
        .hasMessageContaining("outside its folder");
  }

  @Test
  void designIdsCannotLeaveTheFolder() {
    Design design = Samples.design("../evil", Partition.onOneDevice(network, "pi-a"));
    assertThatThrownBy(() -> project.save(design, network)).isInstanceOf(UserException.class);
    assertThat(folder.resolve("evil.json")).doesNotExist();
  }

  @Test
  void idsOfNewDesignsAreFree() {
    assertThat(ProjectFolder.designId("2 three stages!", Set.of())).isEqualTo("2-three-stages");
    assertThat(ProjectFolder.designId("a", Set.of("a", "a-2"))).isEqualTo("a-3");
    assertThat(ProjectFolder.designId("…", Set.of())).isEqualTo("design");
  }

  private void writeDesign(String id, String placements) throws IOException {
    Files.createDirectories(folder.resolve("designs"));
    Files.writeString(
        folder.resolve("designs/" + id + ".json"),
        "{\"format\": 1, \"name\": \"x\", \"objective\": \"latency\", \"placements\": ["
            + placements
            + "]}");
  }
}
