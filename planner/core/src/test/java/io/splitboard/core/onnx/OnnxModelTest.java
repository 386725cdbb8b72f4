package io.splitboard.core.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.splitboard.core.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of bad file gets one sentence that says what to do. */
class OnnxModelTest {

  @TempDir Path folder;

  private void refuses(Path file, String sentence) {
    assertThatThrownBy(() -> OnnxImporter.read(OnnxModel.open(file), ImportOptions.DEFAULT))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(sentence)
        .hasMessageEndingWith(".");
  }

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("bad.onnx"), content);
  }

  private static ModelProto good() {
    return TestModels.model(TestModels.addAndRelu(TestModels.weight("w", 4)));
  }

  @Test
  void missingEmptyAndFolder() throws IOException {
    refuses(folder.resolve("none.onnx"), "check the path");
    refuses(file(new byte[0]), "is empty");
    refuses(folder, "is a folder");
  }

  @Test
  void truncated() throws IOException {
    byte[] whole = good().toByteArray();
    refuses(file(Arrays.copyOf(whole, whole.length - 9)), "truncated or not an ONNX model");
  }

  @Test
  void otherKindsOfFile() throws IOException {
    refuses(file("a text, not a model\n".getBytes("UTF-8")), "ONNX model");
    refuses(
        file("version https://git-lfs.github.com/spec/v1\noid sha256:0\n".getBytes("UTF-8")),
        "git lfs pull");
  }

  @Test
  void newerThanOnnxRuntime() throws IOException {
    refuses(file(good().toBuilder().setIrVersion(999).build().toByteArray()), "format version 999");
    ModelProto.Builder newer = good().toBuilder();
    newer.getOpsetImportBuilder(0).setVersion(9999);
    refuses(file(newer.build().toByteArray()), "operator set 9999");
  }

  @Test
  void unknownOperator() {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .addInput(TestModels.value("x", 4))
            .addNode(TestModels.node("Frobnicate", "x", "y"))
            .addOutput(TestModels.value("y", 4));
    refuses(TestModels.write(folder, TestModels.model(graph)), "uses the operator Frobnicate");
  }

  @Test
  void weightThatDoesNotFitItsShape() {
    TensorProto.Builder short3 = TestModels.weight("w", 3).toBuilder().clearDims().addDims(4);
    refuses(write(short3.build()), "size 3 where 4 is needed");
    TensorProto.Builder huge = short3.clearDims().addDims(1L << 40).addDims(1L << 40);
    refuses(write(huge.build()), "more elements than any computer can hold");
    refuses(write(huge.clearDims().addDims(-4).build()), "negative dimension");
    refuses(write(huge.clearDims().addDims(3).setDataType(99).build()), "unknown element type 99");
  }

  private Path write(TensorProto weight) {
    return TestModels.write(folder, TestModels.model(TestModels.addAndRelu(weight)));
  }

  @Test
  void graphsThatCannotRun() {
    GraphProto.Builder waiting =
        GraphProto.newBuilder()
            .addInput(TestModels.value("x", 4))
            .addNode(TestModels.node("Add", "x,b", "a"))
            .addNode(TestModels.node("Relu", "a", "b"))
            .addOutput(TestModels.value("b", 4));
    refuses(TestModels.write(folder, TestModels.model(waiting)), "wait for each other");
    GraphProto.Builder twice =
        TestModels.addAndRelu(TestModels.weight("w", 4))
            .addNode(TestModels.node("Relu", "x", "sum"));
    refuses(TestModels.write(folder, TestModels.model(twice)), "makes the value sum twice");
    GraphProto.Builder unknown =
        TestModels.addAndRelu(TestModels.weight("w", 4))
            .addNode(TestModels.node("Relu", "nowhere", "z"));
    refuses(TestModels.write(folder, TestModels.model(unknown)), "nowhere, which nothing makes");
    GraphProto.Builder silent = TestModels.addAndRelu(TestModels.weight("w", 4)).clearOutput();
    refuses(TestModels.write(folder, TestModels.model(silent)), "has no outputs");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../secret", "a/../../secret", "/etc/hostname", "link"})
  void externalDataOutsideTheFolderIsRefused(String location) throws IOException {
    Files.write(folder.resolve("secret"), new byte[16]);
    Path inner = Files.createDirectories(folder.resolve("inner"));
    Files.createSymbolicLink(inner.resolve("link"), folder.resolve("secret"));
    TensorProto weight = TestModels.external("w", location, "0", 4);
    refuses(
        TestModels.write(inner, TestModels.model(TestModels.addAndRelu(weight))),
        "outside its own folder");
  }

  @Test
  void externalDataHiddenInASubGraphIsRefusedAsWell() throws IOException {
    Files.write(folder.resolve("secret"), new byte[16]);
    Path inner = Files.createDirectories(folder.resolve("inner"));
    GraphProto.Builder branch =
        GraphProto.newBuilder()
            .addInitializer(TestModels.external("inside", "../secret", "0", 4))
            .addNode(TestModels.node("Identity", "inside", "out"))
            .addOutput(TestModels.value("out", 4));
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .addInput(TestModels.typed("c", 9))
            .addNode(
                TestModels.node("If", "c", "y")
                    .addAttribute(TestModels.graph("then_branch", branch))
                    .addAttribute(TestModels.graph("else_branch", branch)))
            .addOutput(TestModels.value("y", 4));
    refuses(TestModels.write(inner, TestModels.model(graph)), "outside its own folder");
  }

  @Test
  void externalDataThatIsMissingShortOrNonsense() throws IOException {
    Files.write(folder.resolve("data"), new byte[16]);
    refuses(write(TestModels.external("w", "none", "0", 4)), "there is no file none");
    refuses(write(TestModels.external("w", "data", "8", 4)), "needs 16 from offset 8");
    refuses(write(TestModels.external("w", "data", "9223372036854775807", 4)), "needs 16");
    refuses(write(TestModels.external("w", "data", "-1", 4)), "offset -1");
    refuses(write(TestModels.external("w", "data", "x", 4)), "offset x");
    refuses(write(TestModels.external("w", "", "0", 4)), "names no file");
  }

  @Test
  void weightsAreViewsOfTheFile() {
    TensorProto weight =
        TestModels.weight("w", 4).toBuilder()
            .clearFloatData()
            .setRawData(com.google.protobuf.ByteString.copyFrom(new byte[16]))
            .build();
    OnnxModel model = OnnxModel.open(write(weight));
    assertThat(model.weights().bytes(model.structure().initializer("w")).isDirect()).isTrue();
  }

  @Test
  void deepNestingIsRefusedRatherThanOverflowing() throws IOException {
    GraphProto.Builder graph = GraphProto.newBuilder().addOutput(TestModels.value("y", 4));
    for (int depth = 0; depth < 200; depth++) {
      graph =
          GraphProto.newBuilder()
              .addNode(TestModels.node("If", "c", "y").addAttribute(TestModels.graph("g", graph)));
    }
    refuses(file(TestModels.model(graph).toByteArray()), "truncated or not an ONNX model");
  }
}
