package io.splitboard.core.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.UnsafeByteOperations;
import io.splitboard.core.network.Box;
import io.splitboard.core.network.ElementType;
import io.splitboard.core.network.Shape;
import io.splitboard.core.tensor.TensorProtos;
import io.splitboard.core.tensor.TensorSlices;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The constants of one sub-model: large ones become files of the blob store, named by their
 * content, and the sub-model refers to them.
 */
final class CutWeights {

  /** Constants of at least this many bytes are files of their own. */
  static final int EXTERNAL_BYTES = 4096;

  /** Before this version of the format, initializers had to be inputs as well. */
  static final long FREE_INITIALIZERS = 4;

  private final OnnxModel model;
  private final GraphStructure structure;
  private final BlobStore blobs;
  private final Set<String> used = new LinkedHashSet<>();

  CutWeights(OnnxModel model, BlobStore blobs) {
    this.model = model;
    this.structure = model.structure();
    this.blobs = blobs;
  }

  /** SHA-256 of each file that the sub-model needs. */
  List<String> used() {
    return new ArrayList<>(used);
  }

  /** Adds whole initializers of the model. */
  void add(GraphProto.Builder graph, Collection<String> initializers) {
    boolean overridable = model.proto().getIrVersion() >= FREE_INITIALIZERS;
    for (String name : initializers) {
      SparseTensorProto sparse = structure.sparseInitializer(name);
      if (sparse != null) {
        graph.addSparseInitializer(
            sparse.toBuilder()
                .setValues(inline(sparse.getValues()))
                .setIndices(inline(sparse.getIndices())));
        continue;
      }
      graph.addInitializer(externalized(structure.initializer(name)));
      if (overridable && structure.isListed(name)) {
        // ONNX Runtime treats these as values rather than constants; results must not change.
        structure.graph().getInputList().stream()
            .filter(input -> input.getName().equals(name))
            .forEach(graph::addInput);
      }
    }
  }

  /** A part of an initializer under a name of its own. */
  TensorProto slice(TensorProto tensor, Box box, String name) {
    ElementType type = ElementType.ofOnnx(tensor.getDataType());
    Shape shape = new Shape(tensor.getDimsList());
    ByteBuffer part = TensorSlices.slice(model.weights().bytes(tensor), type, shape, box);
    TensorProto.Builder slice =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(tensor.getDataType())
            .addAllDims(box.shape().dims());
    if (part.remaining() < EXTERNAL_BYTES) {
      return slice.setRawData(UnsafeByteOperations.unsafeWrap(part)).build();
    }
    String hash = Sha256.of(part.duplicate());
    long size = part.remaining();
    if (used.add(hash)) {
      blobs.put(hash, part);
    }
    return refer(slice, hash, size);
  }

  /** A node with its large constants in files; what only people read is left out. */
  NodeProto externalized(NodeProto node) {
    NodeProto plain =
        node.getDocString().isEmpty() ? node : node.toBuilder().clearDocString().build();
    return ConstantTensors.replace(plain, this::externalized);
  }

  private TensorProto externalized(TensorProto tensor) {
    Weights weights = model.weights();
    if (tensor.getDataType() == TensorProtos.STRING || weights.size(tensor) < EXTERNAL_BYTES) {
      return inline(tensor);
    }
    String hash = weights.sha256(tensor);
    if (used.add(hash)) {
      blobs.put(hash, weights.bytes(tensor));
    }
    TensorProto.Builder builder =
        TensorProto.newBuilder()
            .setName(tensor.getName())
            .setDataType(tensor.getDataType())
            .addAllDims(tensor.getDimsList());
    return refer(builder, hash, weights.size(tensor));
  }

  private static TensorProto refer(TensorProto.Builder tensor, String hash, long bytes) {
    return tensor
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .addExternalData(entry("location", "blobs/" + hash))
        .addExternalData(entry("offset", "0"))
        .addExternalData(entry("length", String.valueOf(bytes)))
        .build();
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  private TensorProto inline(TensorProto tensor) {
    return ExternalData.isExternal(tensor)
        ? tensor.toBuilder()
            .clearExternalData()
            .clearDataLocation()
            .setRawData(UnsafeByteOperations.unsafeWrap(model.weights().bytes(tensor)))
            .build()
        : tensor;
  }
}
