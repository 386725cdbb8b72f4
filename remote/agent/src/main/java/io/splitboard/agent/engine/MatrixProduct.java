package io.splitboard.agent.engine;

import com.google.protobuf.CodedOutputStream;
import io.splitboard.agent.AgentException;
import io.splitboard.protocol.wire.OnnxTypes;
import io.splitboard.protocol.wire.WireTensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A product of two matrices in ONNX Runtime, on one thread: work like that of layers. It fetches
 * some megabytes and computes with them, so what slows layers slows it, too. A loop in Java would
 * not do: it is compiled differently in each process.
 */
public final class MatrixProduct implements AutoCloseable {

  /** Rows and columns of both; 2 · 512³ floating-point operations. */
  private static final int SIZE = 512;

  private static final int IR_VERSION = 8;
  private static final int OPSET = 13;

  private final TaskSession session;
  private final Map<String, WireTensor> inputs = Map.of("a", matrix(), "b", matrix());

  private MatrixProduct(TaskSession session) {
    this.session = session;
  }

  /**
   * Opens a session for it.
   *
   * @throws AgentException if there is no room for its model, or the engine refuses
   */
  public static MatrixProduct open() {
    try {
      Path file = Files.createTempFile("splitboard-product", ".onnx");
      try {
        Files.write(file, model());
        return new MatrixProduct(
            TaskSession.open(file, new EngineOptions(false, 1), SharedWeights.NONE));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new AgentException("The device's temporary folder cannot be written to.", e);
    }
  }

  /** Computes the product once, on the calling thread. */
  public void compute() {
    session.run(inputs);
  }

  /** What it is; whatever has another name may take another time. */
  @Override
  public String toString() {
    return "product of size " + SIZE + " by ONNX Runtime " + OnnxRuntimeEngine.version();
  }

  private static WireTensor matrix() {
    ByteBuffer data =
        ByteBuffer.allocateDirect(Float.BYTES * SIZE * SIZE).order(ByteOrder.LITTLE_ENDIAN);
    while (data.hasRemaining()) {
      data.putFloat(0.5f);
    }
    return new WireTensor(OnnxTypes.FLOAT32, new long[] {SIZE, SIZE}, data.flip());
  }

  /** The fields' numbers are those of ONNX's own onnx.proto3. */
  private static byte[] model() throws IOException {
    byte[] node =
        message(
            out -> {
              out.writeString(1, "a");
              out.writeString(1, "b");
              out.writeString(2, "c");
              out.writeString(4, "MatMul");
            });
    byte[] graph =
        message(
            out -> {
              out.writeByteArray(1, node);
              out.writeString(2, "product");
              out.writeByteArray(11, value("a"));
              out.writeByteArray(11, value("b"));
              out.writeByteArray(12, value("c"));
            });
    byte[] opset = message(out -> out.writeInt64(2, OPSET));
    return message(
        out -> {
          out.writeInt64(1, IR_VERSION);
          out.writeByteArray(7, graph);
          out.writeByteArray(8, opset);
        });
  }

  private static byte[] value(String name) throws IOException {
    byte[] dimension = message(out -> out.writeInt64(1, SIZE));
    byte[] shape =
        message(
            out -> {
              out.writeByteArray(1, dimension);
              out.writeByteArray(1, dimension);
            });
    byte[] tensor =
        message(
            out -> {
              out.writeInt32(1, OnnxTypes.FLOAT32);
              out.writeByteArray(2, shape);
            });
    byte[] type = message(out -> out.writeByteArray(1, tensor));
    return message(
        out -> {
          out.writeByteArray(1, name.getBytes(StandardCharsets.UTF_8));
          out.writeByteArray(2, type);
        });
  }

  /** Writes a message's fields. */
  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Fields fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    fields.write(out);
    out.flush();
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    session.close();
  }
}
