package io.splitboard.core.onnx;

import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.splitboard.core.UserException;
import io.splitboard.core.network.ElementType;
import io.splitboard.core.network.Tensor;
import java.util.Map;

/**
 * Refuses models that cannot be handed their inputs, or cannot hand out their outputs: ONNX
 * Runtime's Java interface does not take or give every type. Inside a model all types are welcome.
 */
final class BoundaryTypes {

  private BoundaryTypes() {}

  /** Refuses inputs that no value can be made for. */
  static void requireInputs(OnnxModel model) {
    for (ValueInfoProto input : model.structure().inputs()) {
      TypeProto type = input.getType();
      if (type.hasTensorType()) {
        ElementType elements = ElementType.ofOnnx(type.getTensorType().getElemType());
        require(elements.canTravel(), model, "Input", input.getName(), elements);
      } else {
        require(type.equals(TypeProto.getDefaultInstance()), model, "Input", input.getName(), null);
      }
    }
  }

  /** Refuses outputs that cannot be read. */
  static void requireOutputs(OnnxModel model, Map<String, Tensor> tensors) {
    for (ValueInfoProto output : model.structure().graph().getOutputList()) {
      ElementType type = tensors.get(output.getName()).type();
      boolean tensor =
          output.getType().hasTensorType()
              || output.getType().equals(TypeProto.getDefaultInstance());
      require(type.bytes() > 0, model, "Output", output.getName(), tensor ? type : null);
    }
  }

  /** What kind it is; null for what is no tensor. */
  private static void require(
      boolean fine, OnnxModel model, String role, String name, ElementType type) {
    if (fine) {
      return;
    }
    String what =
        type == null
            ? "is a sequence, map or optional value"
            : "has elements of type "
                + (type == ElementType.OPAQUE ? "fewer than 8 bits or 8-bit floats" : type);
    throw new UserException(
        "%s %s of model %s %s, which cannot be handed to devices; export the model with a tensor of 32-bit numbers there."
            .formatted(role, name, model.file(), what));
  }
}
