package io.splitboard.core.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.splitboard.core.UserException;
import io.splitboard.core.network.BlockGrouping;
import io.splitboard.core.network.ElementType;
import io.splitboard.core.network.InputFacts;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Shape;
import io.splitboard.core.network.Tensor;
import io.splitboard.core.tensor.RandomTensors;
import io.splitboard.core.tensor.TensorData;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a network out of an ONNX model. Types and shapes are ONNX Runtime's own: it infers them,
 * and where it cannot, one run with small random inputs shows them.
 */
public final class OnnxImporter {

  private static final Logger log = LoggerFactory.getLogger(OnnxImporter.class);

  private static final BiFunction<String, Tensor, Tensor> VARYING =
      (name, tensor) -> new Tensor(name, tensor.type(), tensor.shape(), true);

  private final OnnxModel model;
  private final GraphStructure structure;
  private final InputBinder binder;
  private final boolean cutQuantized;
  private final Map<String, Long> indexLimits;

  private OnnxImporter(OnnxModel model, ImportOptions options) {
    this.model = model;
    this.structure = model.structure();
    this.binder = new InputBinder(model, options);
    this.cutQuantized = options.cutQuantized();
    this.indexLimits = IndexLimits.of(structure);
  }

  /**
   * Reads a model as a network.
   *
   * @param options sizes for what the model leaves open; the rest gets defaults, stated by {@link
   *     Network#boundDimensions()}
   * @throws UserException if ONNX Runtime refuses the model, or if no sizes are found with which it
   *     works
   */
  public static Network read(OnnxModel model, ImportOptions options) {
    try {
      return new OnnxImporter(model, options).read();
    } catch (ArithmeticException e) {
      throw new UserException(
          "Model %s has a tensor with more elements than any computer can hold; give smaller dimensions."
              .formatted(model.file()),
          e);
    }
  }

  private Network read() {
    BoundaryTypes.requireInputs(model);
    UserException first = null;
    List<Binding> candidates = binder.candidates();
    for (Binding candidate : candidates) {
      try {
        return network(candidate, tensors(candidate));
      } catch (UserException e) {
        log.debug("{} does not work with {}: {}", model.file(), candidate.chosen(), e.getMessage());
        first = first == null ? e : first;
      }
    }
    throw candidates.size() == 1 ? first : noneWorks(first);
  }

  private UserException noneWorks(UserException first) {
    return new UserException(
        first.getMessage()
            + " No default sizes of its free dimensions worked either; bind them with DIM=SIZE.",
        first);
  }

  private Network network(Binding binding, Map<String, Tensor> tensors) {
    BoundaryTypes.requireOutputs(model, tensors);
    Predicate<String> travels = name -> tensors.get(name).type().canTravel();
    List<List<Integer>> groups = NodeGroups.of(structure, travels, cutQuantized);
    if (groups.isEmpty()) {
      throw new UserException(
          "Model %s computes nothing from its inputs, so there is nothing to cut; export it with the layers that it should have."
              .formatted(model.file()));
    }
    List<Layer> layers = new LayerBuilder(model, tensors, groups).build();
    List<String> inputs = names(structure.inputs());
    List<String> outputs = names(structure.graph().getOutputList());
    Set<String> flowing = new LinkedHashSet<>(inputs);
    for (Layer layer : layers) {
      flowing.addAll(layer.inputs());
      flowing.addAll(layer.outputs());
    }
    flowing.addAll(outputs);
    Map<String, Tensor> kept = new LinkedHashMap<>();
    flowing.forEach(name -> kept.put(name, tensors.get(name)));
    return new Network(
        name(),
        layers,
        kept,
        inputs,
        outputs,
        BlockGrouping.of(layers),
        new InputFacts(binding.chosen(), indexLimits));
  }

  private static List<String> names(List<ValueInfoProto> values) {
    return values.stream().map(ValueInfoProto::getName).distinct().toList();
  }

  /** The file's name, or the folder's where the file is called just "model". */
  private String name() {
    Path file = model.file().toAbsolutePath();
    String name = file.getFileName().toString().replaceFirst("\\.onnx$", "");
    Path folder = file.getParent().getFileName();
    return name.equals("model") && folder != null ? folder.toString() : name;
  }

  /** Types and shapes of all values under a binding. */
  private Map<String, Tensor> tensors(Binding binding) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    try (ProbeSession session = ProbeSession.open(model, binding.shapes())) {
      Map<String, ValueType> types = session.types();
      Set<String> unknown = new LinkedHashSet<>();
      types.forEach(
          (name, type) -> {
            Shape shape = binding.shapes().containsKey(name) ? binding.shapes().get(name) : null;
            if (shape == null && type.type().bytes() > 0 && type.shape().isEmpty()) {
              unknown.add(name);
            }
            tensors.put(name, tensor(name, type, shape));
          });
      if (!unknown.isEmpty() || binding.guessed()) {
        Set<String> wanted = unknown.isEmpty() ? outputNames() : unknown;
        checkMemory(tensors);
        session
            .run(requests(binding, tensors), wanted)
            .forEach((name, type) -> tensors.put(name, observed(name, type, tensors.get(name))));
        VaryingShapes.of(structure, unknown)
            .forEach(name -> tensors.computeIfPresent(name, VARYING));
      }
    }
    addInitializers(tensors);
    return tensors;
  }

  /** Refuses to compute what this computer cannot hold. */
  private void checkMemory(Map<String, Tensor> tensors) {
    long memory = PhysicalMemory.bytes();
    for (Tensor tensor : tensors.values()) {
      if (tensor.shape().elements() * tensor.type().bytes() > memory) {
        throw new UserException(
            "Tensor %s of model %s has shape %s, more than this computer's memory; give smaller dimensions."
                .formatted(tensor.name(), model.file(), tensor.shape()));
      }
    }
  }

  private static Tensor tensor(String name, ValueType type, Shape bound) {
    Shape shape = bound != null ? bound : type.shape().orElse(Shape.of());
    Math.multiplyExact(shape.elements(), (long) type.type().bytes());
    return new Tensor(name, type.type(), shape);
  }

  private static Tensor observed(String name, ValueType type, Tensor declared) {
    return type.type() == ElementType.OPAQUE
        ? declared
        : new Tensor(name, type.type(), Shape.of(type.sizes()));
  }

  private Set<String> outputNames() {
    return new LinkedHashSet<>(names(structure.graph().getOutputList()));
  }

  private Map<String, TensorData> requests(Binding binding, Map<String, Tensor> tensors) {
    InputFacts facts = new InputFacts(binding.chosen(), indexLimits);
    Map<String, TensorData> values = new LinkedHashMap<>();
    for (ValueInfoProto input : structure.inputs()) {
      values.put(input.getName(), RandomTensors.value(tensors.get(input.getName()), facts, 1, 0));
    }
    return values;
  }

  /** Constants that the model returns are tensors as well. */
  private void addInitializers(Map<String, Tensor> tensors) {
    for (String name : outputNames()) {
      TensorProto initializer = structure.initializer(name);
      if (initializer != null) {
        ElementType type = ElementType.ofOnnx(initializer.getDataType());
        tensors.put(name, new Tensor(name, type, new Shape(initializer.getDimsList())));
      }
    }
  }
}
