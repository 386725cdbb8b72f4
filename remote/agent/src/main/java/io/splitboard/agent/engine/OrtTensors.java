package io.splitboard.agent.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.onnxruntime.engine.OrtNDArray;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.TensorInfo.OnnxTensorType;
import io.splitboard.agent.AgentException;
import io.splitboard.protocol.wire.OnnxTypes;
import io.splitboard.protocol.wire.WireTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Between tensors on the wire and DJL's arrays.
 *
 * <p>Inputs of 16-bit integers and of unsigned integers wider than 8 bits are refused: the Java
 * interfaces of DJL 0.35 and ONNX Runtime 1.29 cannot make such tensors. Outputs of these types can
 * be read.
 */
final class OrtTensors {

  private OrtTensors() {}

  /**
   * An array over a tensor's data.
   *
   * @param data the tensor's data in a direct, aligned buffer, which must live as long as the array
   */
  static NDArray toArray(NDManager manager, String name, WireTensor tensor, ByteBuffer data) {
    DataType type = dataType(name, tensor.onnxType());
    NDArray array =
        manager.create(data.order(ByteOrder.nativeOrder()), new Shape(tensor.shape()), type);
    array.setName(name);
    return array;
  }

  /** A copy of an array's value. */
  static WireTensor toWire(NDArray array) {
    // DJL's own types lack int16 and unsigned integers, so the tensor below is asked.
    return toWire(array.getName(), ((OrtNDArray) array).getTensor());
  }

  /** A copy of a tensor's value. */
  static WireTensor toWire(String name, OnnxTensor tensor) {
    int type = onnxType(name, tensor.getInfo().onnxType);
    long[] shape = tensor.getInfo().getShape();
    if (WireTensor.bytes(type, shape) == 0) {
      return new WireTensor(type, shape, ByteBuffer.allocate(0));
    }
    return new WireTensor(type, shape, tensor.getByteBuffer());
  }

  private static DataType dataType(String name, int onnxType) {
    return switch (onnxType) {
      case OnnxTypes.FLOAT32 -> DataType.FLOAT32;
      case OnnxTypes.FLOAT64 -> DataType.FLOAT64;
      case OnnxTypes.FLOAT16 -> DataType.FLOAT16;
      case OnnxTypes.BFLOAT16 -> DataType.BFLOAT16;
      case OnnxTypes.INT8 -> DataType.INT8;
      case OnnxTypes.UINT8 -> DataType.UINT8;
      case OnnxTypes.INT32 -> DataType.INT32;
      case OnnxTypes.INT64 -> DataType.INT64;
      case OnnxTypes.BOOL -> DataType.BOOLEAN;
      default ->
          throw new AgentException(
              "Tensor "
                  + name
                  + " has ONNX element type "
                  + onnxType
                  + ", which the engine cannot take as input: keep the layers that make and read"
                  + " it on one device.");
    };
  }

  private static int onnxType(String name, OnnxTensorType type) {
    return switch (type) {
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT -> OnnxTypes.FLOAT32;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE -> OnnxTypes.FLOAT64;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16 -> OnnxTypes.FLOAT16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_BFLOAT16 -> OnnxTypes.BFLOAT16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8 -> OnnxTypes.INT8;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8 -> OnnxTypes.UINT8;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT16 -> OnnxTypes.INT16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT16 -> OnnxTypes.UINT16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32 -> OnnxTypes.INT32;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT32 -> OnnxTypes.UINT32;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64 -> OnnxTypes.INT64;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT64 -> OnnxTypes.UINT64;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL -> OnnxTypes.BOOL;
      default ->
          throw new AgentException(
              "Output " + name + " has element type " + type + ", which cannot be sent.");
    };
  }
}
