package io.splitboard.core.onnx;

import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.splitboard.core.network.Tensor;
import io.splitboard.core.program.Fragment;
import io.splitboard.core.program.Region;
import java.util.HashMap;
import java.util.Map;

/**
 * Types that sub-models declare for their inputs and outputs: of whole tensors as the model
 * declares them, else as ONNX Runtime infers them, so that open dimensions stay open; of regions
 * with their exact shape.
 */
final class ValueTypes {

  private final OnnxModel model;
  private final Map<String, ValueInfoProto> givenInputs = new HashMap<>();
  private final Map<String, ValueInfoProto> givenOutputs = new HashMap<>();

  ValueTypes(OnnxModel model) {
    this.model = model;
    GraphStructure structure = model.structure();
    structure.inputs().forEach(value -> givenInputs.put(value.getName(), value));
    structure.graph().getOutputList().forEach(value -> givenOutputs.put(value.getName(), value));
  }

  ValueInfoProto input(Tensor tensor, Region region) {
    return region instanceof Region.All
        ? whole(tensor, givenInputs.get(tensor.name()))
        : part(tensor, region, Fragment.of(tensor, region).key());
  }

  ValueInfoProto output(Tensor tensor, Region region, String name) {
    return region instanceof Region.All
        ? whole(tensor, givenOutputs.get(tensor.name())).toBuilder().setName(name).build()
        : part(tensor, region, name);
  }

  private static ValueInfoProto part(Tensor tensor, Region region, String name) {
    long[] sizes = region.box(tensor.shape()).shape().toArray();
    TypeProto type = new ValueType(tensor.type(), sizes, new String[sizes.length]).toProto();
    return ValueInfoProto.newBuilder().setName(name).setType(type).build();
  }

  /**
   * All dimensions open: some operators, such as Scan, need to know at least how many there are.
   */
  private static TypeProto open(Tensor tensor) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int axis = 0; axis < tensor.shape().rank(); axis++) {
      shape.addDimBuilder();
    }
    TypeProto.Builder type = TypeProto.newBuilder();
    type.getTensorTypeBuilder().setElemType(tensor.type().onnxCode()).setShape(shape);
    return type.build();
  }

  private ValueInfoProto whole(Tensor tensor, ValueInfoProto original) {
    if (original != null && original.hasType()) {
      return original;
    }
    TypeProto type =
        model
            .declaredTypes()
            .of(tensor.name())
            .filter(declared -> declared.type() == tensor.type())
            .filter(declared -> declared.sizes().length > 0)
            .map(ValueType::toProto)
            .orElseGet(() -> open(tensor));
    return ValueInfoProto.newBuilder().setName(tensor.name()).setType(type).build();
  }
}
