package io.splitboard.separable.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Catalogue;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Wiring;
import io.splitboard.core.network.Network;
import io.splitboard.core.onnx.ImportOptions;
import io.splitboard.core.onnx.OnnxImporter;
import io.splitboard.core.onnx.OnnxModel;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.program.Compiler;
import io.splitboard.core.program.Program;
import io.splitboard.separable.Tiny;
import io.splitboard.separable.data.LabelledImages;
import io.splitboard.separable.network.Architecture;
import io.splitboard.separable.network.Parameters;
import io.splitboard.separable.network.Statistics;
import io.splitboard.separable.policy.Policy;
import io.splitboard.separable.training.Evaluator;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupedOnnxTest {

  private static final int IMAGES = 12;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"2,1111", "2,0000", "2,0101", "2,1000", "4,1111", "4,0000", "4,0011", "4,1010"})
  void groupsTogetherComputeWhatTheMaskedNetworkComputes(int groups, String digits)
      throws OrtException {
    Exported exported = export(groups, Policy.parse(digits));
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session =
        environment.createSession(
            exported.model().toByteArray(), new OrtSession.SessionOptions())) {
      for (int image = 0; image < IMAGES; image++) {
        float[] expected = exported.logits()[image];
        float[] actual = logits(environment, session, exported.images(), image);
        float largest = 0;
        for (float logit : expected) {
          largest = Math.max(largest, Math.abs(logit));
        }
        assertThat(largest).isGreaterThan(0.01f);
        assertThat(actual)
            .containsExactly(expected, org.assertj.core.data.Offset.offset(1e-4f * largest));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"2,1111", "2,0000", "2,0101", "4,1111", "4,0000", "4,0110"})
  void placedByGroupARequestMovesExactlyThePredictedBytes(int groups, String digits) {
    Policy policy = Policy.parse(digits);
    Exported exported = export(groups, policy);
    Path file = folder.resolve("model.onnx");
    GroupedOnnx.write(exported.model(), file);
    Network network = OnnxImporter.read(OnnxModel.open(file), ImportOptions.DEFAULT);
    Cluster cluster = cluster(groups);
    Partition partition = GroupPartition.of(network, cluster.deviceIds());
    Program program = Compiler.compile(network, cluster, partition);
    Architecture architecture = exported.architecture();
    assertThat(program.transferBytes())
        .isEqualTo(architecture.model().bytes(policy) + architecture.fixedBytes());
    assertThat(partition.of("g1.stem")).isEqualTo(new Placement.Whole("pi-1"));
    assertThatThrownBy(() -> GroupPartition.of(network, List.of("pi-0")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("add devices");
  }

  @ParameterizedTest
  @CsvSource({"2,0101", "4,0011"})
  void groupsMeetOnlyWhereThePolicyExchanges(int groups, String digits) {
    Policy policy = Policy.parse(digits);
    List<String> meetings = new ArrayList<>();
    for (NodeProto node : export(groups, policy).model().getGraph().getNodeList()) {
      String own = node.getName().substring(0, node.getName().indexOf('.') + 1);
      boolean foreign =
          node.getInputList().stream()
              .anyMatch(input -> !input.startsWith(own) && !input.equals(GroupedOnnx.INPUT));
      if (foreign) {
        meetings.add(node.getName());
      }
    }
    List<String> expected = new ArrayList<>();
    IntStream.range(0, policy.points())
        .filter(policy::exchanges)
        .forEach(
            point -> {
              for (int group = 0; group < groups; group++) {
                expected.add("g" + group + ".block" + (point + 1) + ".gather");
              }
            });
    expected.add("host.sum");
    assertThat(meetings).containsExactlyElementsOf(expected);
  }

  private record Exported(
      Architecture architecture, ModelProto model, LabelledImages images, float[][] logits) {}

  private static Exported export(int groups, Policy policy) {
    Architecture architecture = Tiny.architecture(groups);
    Parameters parameters = Tiny.parameters(architecture, 11);
    LabelledImages images = Tiny.images(IMAGES);
    try (Evaluator evaluator = new Evaluator(architecture, parameters)) {
      Statistics statistics = evaluator.measure(policy, Tiny.images(64));
      return new Exported(
          architecture,
          GroupedOnnx.model(architecture, parameters, statistics, policy),
          images,
          evaluator.logits(policy, statistics, images));
    }
  }

  private static float[] logits(
      OrtEnvironment environment, OrtSession session, LabelledImages images, int image)
      throws OrtException {
    long[] shape = {1, images.shape().channels(), images.shape().size(), images.shape().size()};
    FloatBuffer pixels = FloatBuffer.wrap(images.pixels(new int[] {image}));
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, pixels, shape);
        OrtSession.Result result = session.run(Map.of(GroupedOnnx.INPUT, tensor))) {
      return ((float[][]) result.get(0).getValue())[0];
    }
  }

  private static Cluster cluster(int groups) {
    List<Device> devices =
        IntStream.range(0, groups)
            .mapToObj(index -> Catalogue.device("pi-4b", "pi-" + index, new Connection.Virtual(1)))
            .toList();
    return new Cluster(devices, Wiring.allPairs(devices, "ethernet"), "pi-0", Contention.PER_PORT);
  }
}
