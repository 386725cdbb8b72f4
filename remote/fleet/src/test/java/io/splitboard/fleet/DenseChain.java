package io.splitboard.fleet;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.splitboard.core.codec.Codec;
import io.splitboard.core.network.ElementType;
import io.splitboard.core.network.LayerCost;
import io.splitboard.core.network.Shape;
import io.splitboard.core.network.Tensor;
import io.splitboard.core.program.Fragment;
import io.splitboard.core.program.Piece;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Region;
import io.splitboard.core.program.Task;
import io.splitboard.core.program.Transfer;
import io.splitboard.core.program.Turn;
import io.splitboard.core.tensor.TensorData;
import io.splitboard.fleet.agent.TaskModel;
import io.splitboard.fleet.provisioning.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A chain of matrix products on different devices, cut by hand: what a deployment is tried with
 * without any planning. Exact in float32, since all numbers are small integers.
 */
public final class DenseChain {

  private static final int WIDTH = 64;
  private static final long IR_VERSION = 8;
  private static final long OPSET = 13;

  private final Path folder;
  private final List<String> devices;
  private final List<int[][]> weights = new ArrayList<>();

  /**
   * Makes one.
   *
   * @param folder where models and weights are written
   * @param devices of the tasks, in order; the first is the source
   */
  public DenseChain(Path folder, String... devices) {
    this.folder = folder;
    this.devices = List.of(devices);
    for (int task = 0; task < devices.length; task++) {
      weights.add(smallNumbers(new Random(task)));
    }
  }

  private static int[][] smallNumbers(Random random) {
    int[][] matrix = new int[WIDTH][WIDTH];
    for (int[] row : matrix) {
      for (int column = 0; column < WIDTH; column++) {
        row[column] = random.nextInt(3) - 1;
      }
    }
    return matrix;
  }

  /** Tasks in a row; a transfer wherever the device changes, and back to the source. */
  public Program program() {
    List<Task> tasks = new ArrayList<>();
    List<Transfer> transfers = new ArrayList<>();
    String source = devices.get(0);
    String at = source;
    for (int i = 0; i < devices.size(); i++) {
      move(transfers, i, at, devices.get(i));
      at = devices.get(i);
      tasks.add(
          new Task(
              "task" + i,
              at,
              Task.Kind.COMPUTE,
              List.of(Piece.whole("layer" + i, 0)),
              List.of(fragment(i)),
              List.of(fragment(i + 1)),
              0,
              LayerCost.ZERO,
              WIDTH * 8,
              Turn.ALWAYS));
    }
    move(transfers, devices.size(), at, source);
    return new Program(
        source, tasks, transfers, List.of(fragment(0)), List.of(fragment(devices.size())));
  }

  private static void move(List<Transfer> transfers, int tensor, String from, String to) {
    if (!from.equals(to)) {
      transfers.add(new Transfer("move" + tensor, fragment(tensor), from, to, Codec.NONE, 0));
    }
  }

  private static Fragment fragment(int index) {
    return new Fragment("t" + index, Region.ALL, WIDTH * 4L);
  }

  /** The sub-models of all tasks, by task id; weights are blobs. */
  public Map<String, TaskModel> models() throws IOException {
    Map<String, TaskModel> models = new TreeMap<>();
    for (int i = 0; i < devices.size(); i++) {
      byte[] blob = littleEndian(weights.get(i));
      StoredFile weightFile = store("store/blobs/", blob, "");
      byte[] onnx = model(i, weightFile.sha256()).toByteArray();
      StoredFile modelFile = store("store/", onnx, ".onnx");
      models.put(
          "task" + i,
          new TaskModel(
              modelFile.target().substring("store/".length()),
              List.of(modelFile, weightFile),
              Map.of("t" + i, "in"),
              Map.of("t" + (i + 1), "out"),
              Map.of("t" + i, new Tensor("t" + i, ElementType.FLOAT32, Shape.of(1, WIDTH)))));
    }
    return models;
  }

  private StoredFile store(String place, byte[] content, String ending) throws IOException {
    String sha256 = sha256(content);
    Path file = Files.write(folder.resolve(sha256), content);
    return new StoredFile(file, place + sha256 + ending, sha256, content.length);
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ModelProto model(int index, String blob) {
    TensorProto weight =
        TensorProto.newBuilder()
            .setName("weight")
            .setDataType(ElementType.FLOAT32.onnxCode())
            .addDims(WIDTH)
            .addDims(WIDTH)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(
                StringStringEntryProto.newBuilder().setKey("location").setValue("blobs/" + blob))
            .build();
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
        .setGraph(
            GraphProto.newBuilder()
                .setName("task" + index)
                .addInput(value("in"))
                .addOutput(value("out"))
                .addInitializer(weight)
                .addNode(
                    NodeProto.newBuilder()
                        .setName("product")
                        .setOpType("MatMul")
                        .addInput("in")
                        .addInput("weight")
                        .addOutput("sum"))
                .addNode(
                    NodeProto.newBuilder()
                        .setName("scale")
                        .setOpType("LeakyRelu")
                        .addAttribute(
                            AttributeProto.newBuilder()
                                .setName("alpha")
                                .setType(AttributeProto.AttributeType.FLOAT)
                                .setF(1))
                        .addInput("sum")
                        .addOutput("out")))
        .build();
  }

  private static ValueInfoProto value(String name) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(1));
    shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(WIDTH));
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(ElementType.FLOAT32.onnxCode())
                        .setShape(shape)))
        .build();
  }

  private static byte[] littleEndian(int[][] matrix) {
    ByteBuffer bytes = ByteBuffer.allocate(WIDTH * WIDTH * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (int[] row : matrix) {
      for (int number : row) {
        bytes.putFloat(number);
      }
    }
    return bytes.array();
  }

  /** Inputs of a request: small integers. */
  public static Map<String, TensorData> request(int number) {
    ByteBuffer bytes = ByteBuffer.allocate(WIDTH * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : input(number)) {
      bytes.putFloat(value);
    }
    return Map.of("t0", new TensorData(ElementType.FLOAT32, Shape.of(1, WIDTH), bytes.flip()));
  }

  /** What the network makes of a request, by plain arithmetic. */
  public float[] expected(int number) {
    float[] values = input(number);
    for (int[][] matrix : weights) {
      float[] next = new float[WIDTH];
      for (int row = 0; row < WIDTH; row++) {
        for (int column = 0; column < WIDTH; column++) {
          next[column] += values[row] * matrix[row][column];
        }
      }
      values = next;
    }
    return values;
  }

  private static float[] input(int number) {
    float[] values = new float[WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      values[i] = (number + i) % 5 - 2;
    }
    return values;
  }

  /** Elements of a tensor of floats. */
  public static float[] floats(TensorData tensor) {
    float[] values = new float[(int) tensor.shape().elements()];
    tensor.bytes().asFloatBuffer().get(values);
    return values;
  }
}
