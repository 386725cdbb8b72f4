package io.splitboard.core.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.UnsafeByteOperations;
import io.splitboard.core.UserException;
import io.splitboard.core.network.ElementType;
import io.splitboard.core.network.Shape;
import io.splitboard.core.tensor.TensorData;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A model opened in ONNX Runtime to learn the types and shapes of all its values: every value is
 * made an output, and what the file claims about inner values is dropped, for it is often wrong.
 * Large weights are handed over as views of the mapped file, so nothing is copied.
 */
final class ProbeSession implements AutoCloseable {

  private final OnnxModel model;
  private final OrtEnvironment environment = RuntimeEnvironment.get();
  private final List<OnnxTensor> weights = new ArrayList<>();
  private OrtSession session;

  private ProbeSession(OnnxModel model) {
    this.model = model;
  }

  /**
   * Opens a model.
   *
   * @param shapes shapes for inputs; inputs that it does not name stay as the model declares them
   * @throws UserException if ONNX Runtime refuses the model, or the model with these shapes
   */
  static ProbeSession open(OnnxModel model, Map<String, Shape> shapes) {
    ProbeSession probe = new ProbeSession(model);
    try {
      probe.load(shapes);
      return probe;
    } catch (OrtException e) {
      probe.close();
      throw Refusal.of(model.file(), e);
    } catch (RuntimeException e) {
      probe.close();
      throw e;
    }
  }

  private void load(Map<String, Shape> shapes) throws OrtException {
    Map<String, OnnxTensorLike> injected = new LinkedHashMap<>();
    byte[] bytes = probeModel(shapes, injected).toByteArray();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      options.setCPUArenaAllocator(false);
      options.setMemoryPatternOptimization(false);
      options.addConfigEntry("session.disable_prepacking", "1");
      if (!injected.isEmpty()) {
        options.addExternalInitializers(injected);
      }
      session = environment.createSession(bytes, options);
    }
  }

  private ModelProto probeModel(Map<String, Shape> shapes, Map<String, OnnxTensorLike> injected)
      throws OrtException {
    GraphProto whole = model.proto().getGraph();
    GraphProto.Builder graph =
        whole.toBuilder()
            .clearInitializer()
            .clearNode()
            .clearInput()
            .clearOutput()
            .clearValueInfo()
            .clearQuantizationAnnotation();
    ProbeWeights inline = new ProbeWeights(model);
    Set<String> needed = needed();
    for (TensorProto tensor : whole.getInitializerList()) {
      if (needed.contains(tensor.getName())) {
        graph.addInitializer(
            inline.isLarge(tensor) ? inject(tensor, injected) : inline.inline(tensor));
      }
    }
    for (int node = 0; node < whole.getNodeCount(); node++) {
      if (model.structure().isLive(node)) {
        graph.addNode(ConstantTensors.replace(whole.getNode(node), inline::inline));
      }
    }
    whole.getInputList().stream()
        .filter(input -> needed.contains(input.getName()))
        .forEach(input -> graph.addInput(bound(input, shapes.get(input.getName()))));
    outputs().forEach(name -> graph.addOutput(ValueInfoProto.newBuilder().setName(name)));
    return model.proto().toBuilder().clearTrainingInfo().setGraph(graph).build();
  }

  /**
   * The network's inputs and what its live nodes read. ONNX Runtime drops other constants before it
   * looks for those that it is handed, and then refuses the model.
   */
  private Set<String> needed() {
    GraphStructure structure = model.structure();
    Set<String> needed = new HashSet<>();
    structure.inputs().forEach(input -> needed.add(input.getName()));
    structure.graph().getOutputList().forEach(output -> needed.add(output.getName()));
    for (int node : structure.order()) {
      if (structure.isLive(node)) {
        needed.addAll(structure.reads(node));
      }
    }
    return needed;
  }

  private TensorProto inject(TensorProto tensor, Map<String, OnnxTensorLike> injected)
      throws OrtException {
    OnnxTensor value =
        OnnxTensor.createTensor(
            environment,
            model.weights().bytes(tensor),
            tensor.getDimsList().stream().mapToLong(Long::longValue).toArray(),
            ProbeWeights.javaType(tensor.getDataType()));
    weights.add(value);
    injected.put(tensor.getName(), value);
    return TensorProto.newBuilder()
        .setName(tensor.getName())
        .setDataType(tensor.getDataType())
        .addAllDims(tensor.getDimsList())
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .addExternalData(
            StringStringEntryProto.newBuilder().setKey("location").setValue("injected"))
        .build();
  }

  private static ValueInfoProto bound(ValueInfoProto input, Shape shape) {
    if (shape == null) {
      return input;
    }
    TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
    shape.dims().forEach(size -> dimensions.addDimBuilder().setDimValue(size));
    TypeProto.Tensor tensor =
        input.getType().getTensorType().toBuilder().setShape(dimensions).build();
    return input.toBuilder().setType(input.getType().toBuilder().setTensorType(tensor)).build();
  }

  private Set<String> outputs() {
    Set<String> names = new LinkedHashSet<>();
    model.proto().getGraph().getOutputList().forEach(output -> names.add(output.getName()));
    for (int node : model.structure().order()) {
      if (model.structure().isLive(node)) {
        names.addAll(model.structure().node(node).getOutputList());
      }
    }
    names.remove("");
    return names;
  }

  /** Types of all inputs and of all values that nodes make. */
  Map<String, ValueType> types() {
    try {
      Map<String, ValueType> types = new LinkedHashMap<>();
      session.getInputInfo().forEach((name, info) -> types.put(name, ValueType.of(info)));
      session.getOutputInfo().forEach((name, info) -> types.put(name, ValueType.of(info)));
      return types;
    } catch (OrtException e) {
      throw Refusal.of(model.file(), e);
    }
  }

  /**
   * Runs the model once.
   *
   * @param inputs by name, all that the model requires
   * @param wanted names of the values whose types are asked for
   * @return actual types of the wanted values
   * @throws UserException if the run fails
   */
  Map<String, ValueType> run(Map<String, TensorData> inputs, Set<String> wanted) {
    Map<String, OnnxTensor> feeds = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, TensorData> input : inputs.entrySet()) {
        feeds.put(input.getKey(), tensor(input.getKey(), input.getValue()));
      }
      Map<String, ValueType> types = new LinkedHashMap<>();
      try (OrtSession.Result result = session.run(feeds, wanted)) {
        for (Map.Entry<String, OnnxValue> value : result) {
          types.put(value.getKey(), ValueType.of(value.getValue().getInfo()));
        }
      }
      return types;
    } catch (OrtException e) {
      throw Refusal.ofRun(model.file(), e);
    } finally {
      feeds.values().forEach(OnnxTensor::close);
    }
  }

  private OnnxTensor tensor(String name, TensorData data) throws OrtException {
    Optional<OnnxJavaType> type =
        Optional.ofNullable(ProbeWeights.javaType(data.type().onnxCode()));
    if (type.isEmpty() || data.type() == ElementType.STRING) {
      throw new UserException(
          "Input %s of %s has elements of type %s, which ONNX Runtime's Java interface cannot take; export the model with another type."
              .formatted(name, model.file(), data.type()));
    }
    return OnnxTensor.createTensor(environment, data.bytes(), data.shape().toArray(), type.get());
  }

  @Override
  public void close() {
    try {
      if (session != null) {
        session.close();
      }
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime did not close its session", e);
    } finally {
      weights.forEach(OnnxTensor::close);
    }
  }

  /** How weights are handed to ONNX Runtime: inline or as views. */
  private record ProbeWeights(OnnxModel model) {

    /** Tensors smaller than this stay inline, where shape inference can read them. */
    private static final int INLINE_BYTES = 4096;

    boolean isLarge(TensorProto tensor) {
      return javaType(tensor.getDataType()) != null && model.weights().size(tensor) >= INLINE_BYTES;
    }

    /** The tensor with its value inside, wherever it was before. */
    TensorProto inline(TensorProto tensor) {
      if (!ExternalData.isExternal(tensor)) {
        return tensor;
      }
      return tensor.toBuilder()
          .clearExternalData()
          .clearDataLocation()
          .setRawData(UnsafeByteOperations.unsafeWrap(model.weights().bytes(tensor)))
          .build();
    }

    /** ONNX Runtime's Java name of an element type; null where it has none. */
    static OnnxJavaType javaType(int code) {
      return switch (code) {
        case 1 -> OnnxJavaType.FLOAT;
        case 2 -> OnnxJavaType.UINT8;
        case 3 -> OnnxJavaType.INT8;
        case 5 -> OnnxJavaType.INT16;
        case 6 -> OnnxJavaType.INT32;
        case 7 -> OnnxJavaType.INT64;
        case 9 -> OnnxJavaType.BOOL;
        case 10 -> OnnxJavaType.FLOAT16;
        case 11 -> OnnxJavaType.DOUBLE;
        case 16 -> OnnxJavaType.BFLOAT16;
        default -> null;
      };
    }
  }
}
