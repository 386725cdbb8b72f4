package io.splitboard.core.zoo;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedOutputStream;
import io.splitboard.core.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a reference network as one ONNX file, its weights streamed: a protobuf message is the
 * concatenation of its fields, so the small fields are written by the library, and the weights
 * after them piece by piece.
 */
final class ZooFile {

  private static final int FORMAT_VERSION = 8;
  private static final int OPERATOR_SET = 13;
  private static final int LENGTH_DELIMITED = 2;
  private static final int PIECE_BYTES = 1 << 18;

  private final ModelProto model;
  private final GraphProto graph;
  private final List<Weight> weights;
  private final List<byte[]> heads = new ArrayList<>();
  private final long seed;

  ZooFile(NetworkWriter network, long seed) {
    this.seed = seed;
    this.graph = network.graph();
    this.weights = network.weights();
    ModelProto.Builder builder =
        ModelProto.newBuilder().setIrVersion(FORMAT_VERSION).setProducerName("Splitboard zoo");
    builder.addOpsetImportBuilder().setDomain("").setVersion(OPERATOR_SET);
    this.model = builder.build();
    for (Weight weight : weights) {
      heads.add(
          TensorProto.newBuilder()
              .setName(weight.name())
              .setDataType(TensorProto.DataType.FLOAT.getNumber())
              .addAllDims(weight.dims())
              .build()
              .toByteArray());
    }
  }

  /** Writes the whole file. */
  void write(OutputStream stream, Progress progress) throws IOException {
    CodedOutputStream out = CodedOutputStream.newInstance(stream, PIECE_BYTES);
    model.writeTo(out);
    out.writeTag(ModelProto.GRAPH_FIELD_NUMBER, LENGTH_DELIMITED);
    out.writeUInt64NoTag(graphBytes());
    graph.writeTo(out);
    long all = weights.stream().mapToLong(Weight::bytes).sum();
    long done = 0;
    for (int i = 0; i < weights.size(); i++) {
      progress.report("Making weights", all == 0 ? 1 : (double) done / all);
      write(out, i, progress);
      done += weights.get(i).bytes();
    }
    out.flush();
  }

  private void write(CodedOutputStream out, int index, Progress progress) throws IOException {
    Weight weight = weights.get(index);
    out.writeTag(GraphProto.INITIALIZER_FIELD_NUMBER, LENGTH_DELIMITED);
    out.writeUInt64NoTag(tensorBytes(index));
    out.writeRawBytes(heads.get(index));
    out.writeTag(TensorProto.RAW_DATA_FIELD_NUMBER, LENGTH_DELIMITED);
    out.writeUInt64NoTag(weight.bytes());
    ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    long position = 0;
    while (position < weight.elements()) {
      progress.check();
      piece.clear();
      position = weight.fill(piece, position, seed);
      out.writeRawBytes(piece.array(), 0, piece.position());
    }
  }

  private long graphBytes() {
    long bytes = graph.getSerializedSize();
    for (int i = 0; i < weights.size(); i++) {
      bytes += field(GraphProto.INITIALIZER_FIELD_NUMBER, tensorBytes(i));
    }
    return bytes;
  }

  private long tensorBytes(int index) {
    return heads.get(index).length
        + field(TensorProto.RAW_DATA_FIELD_NUMBER, weights.get(index).bytes());
  }

  private static long field(int number, long length) {
    return CodedOutputStream.computeTagSize(number)
        + CodedOutputStream.computeUInt64SizeNoTag(length)
        + length;
  }
}
