package io.splitboard.core.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.splitboard.core.network.ElementType;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.OperatorCall;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuantizedGroupsTest {

  @TempDir Path folder;

  @Test
  void anOperatorStaysWithWhatServesItAlone() {
    Network network = read(quantized(), ImportOptions.DEFAULT);
    assertThat(network.layers())
        .extracting(Layer::operator)
        .containsExactly("QuantizeLinear", "Conv", "Conv", "DequantizeLinear");
    assertThat(network.layers().get(1).calls())
        .extracting(OperatorCall::operator)
        .containsExactly("DequantizeLinear", "Conv", "Relu", "QuantizeLinear");
    for (String tensor : List.of("xq", "aq", "bq")) {
      assertThat(network.tensor(tensor).type()).isEqualTo(ElementType.UINT8);
    }
  }

  @Test
  void theUserMayCutInside() {
    ImportOptions cut = new ImportOptions(Map.of(), Map.of(), true);
    assertThat(read(quantized(), cut).layers()).hasSize(9);
  }

  @Test
  void valuesThatSeveralReadAreNotSwallowed() {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .addInput(TestModels.value("x", 1, 1, 4, 4))
            .addInitializer(scale())
            .addInitializer(zero());
    graph.addNode(TestModels.node("QuantizeLinear", "x,s,z", "xq"));
    graph.addNode(TestModels.node("DequantizeLinear", "xq,s,z", "xd"));
    graph.addNode(TestModels.node("Sigmoid", "xd", "a"));
    graph.addNode(TestModels.node("Add", "xd,a", "b"));
    graph.addNode(TestModels.node("QuantizeLinear", "b,s,z", "bq"));
    graph.addOutput(TestModels.typed("bq", ElementType.UINT8.onnxCode(), 1, 1, 4, 4));
    assertThat(read(graph, ImportOptions.DEFAULT).layers())
        .extracting(Layer::operator)
        .containsExactly("QuantizeLinear", "DequantizeLinear", "Sigmoid", "Add");
  }

  private Network read(GraphProto.Builder graph, ImportOptions options) {
    Path file = TestModels.write(folder, TestModels.model(graph));
    return OnnxImporter.read(OnnxModel.open(file), options);
  }

  /** Two quantized convolutions, the first with an activation. */
  private static GraphProto.Builder quantized() {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .addInput(TestModels.value("x", 1, 1, 4, 4))
            .addInitializer(scale())
            .addInitializer(zero())
            .addInitializer(TestModels.weight("k", 1, 1, 1, 1));
    graph.addNode(TestModels.node("QuantizeLinear", "x,s,z", "xq"));
    graph.addNode(TestModels.node("DequantizeLinear", "xq,s,z", "xd"));
    graph.addNode(TestModels.node("Conv", "xd,k", "a"));
    graph.addNode(TestModels.node("Relu", "a", "ar"));
    graph.addNode(TestModels.node("QuantizeLinear", "ar,s,z", "aq"));
    graph.addNode(TestModels.node("DequantizeLinear", "aq,s,z", "ad"));
    graph.addNode(TestModels.node("Conv", "ad,k", "b"));
    graph.addNode(TestModels.node("QuantizeLinear", "b,s,z", "bq"));
    graph.addNode(TestModels.node("DequantizeLinear", "bq,s,z", "y"));
    graph.addOutput(TestModels.value("y", 1, 1, 4, 4));
    return graph;
  }

  private static TensorProto scale() {
    return TensorProto.newBuilder()
        .setName("s")
        .setDataType(TestModels.FLOAT)
        .addFloatData(0.1f)
        .build();
  }

  private static TensorProto zero() {
    return TensorProto.newBuilder()
        .setName("z")
        .setDataType(ElementType.UINT8.onnxCode())
        .setRawData(ByteString.copyFrom(new byte[] {3}))
        .build();
  }
}
