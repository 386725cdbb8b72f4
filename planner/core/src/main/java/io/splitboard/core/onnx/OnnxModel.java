package io.splitboard.core.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import io.splitboard.core.UserException;
import io.splitboard.core.operator.Operators;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * An ONNX file, mapped into memory. Its weights stay in the mapping and never enter the Java heap.
 * Safe for use by several threads; nothing needs closing, the mapping goes with the object.
 */
public final class OnnxModel {

  private static final byte[] LFS_POINTER =
      "version https://git-lfs.github.com/spec".getBytes(StandardCharsets.UTF_8);

  private final Path file;
  private final ModelProto proto;
  private final Weights weights;
  private final GraphStructure structure;
  private DeclaredTypes declaredTypes;

  private OnnxModel(Path file, ModelProto proto) {
    this.file = file;
    this.proto = proto;
    this.weights = new Weights(file);
    this.structure = new GraphStructure(file, proto, weights);
  }

  /**
   * Opens a model and checks its structure.
   *
   * @throws UserException if the file is missing, truncated, no ONNX model or ill-formed, or keeps
   *     weights outside its own folder
   */
  public static OnnxModel open(Path file) {
    return new OnnxModel(file, OpenDimensions.mend(JavaNames.mend(parse(file, map(file)))));
  }

  private static MappedByteBuffer map(Path file) {
    if (!Files.exists(file)) {
      throw new UserException("There is no model file " + file + "; check the path.");
    }
    if (Files.isDirectory(file)) {
      throw new UserException(file + " is a folder; give the .onnx file inside it.");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size == 0) {
        throw new UserException("Model file " + file + " is empty; export or download it again.");
      }
      if (size > Integer.MAX_VALUE) {
        throw new UserException(
            "Model file "
                + file
                + " is larger than 2 GB, the limit of the format; save its weights as external data.");
      }
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
    } catch (IOException e) {
      throw new UserException(
          "Model file " + file + " cannot be read: " + e.getMessage() + "; check its rights.", e);
    }
  }

  private static ModelProto parse(Path file, MappedByteBuffer mapped) {
    if (startsWith(mapped, LFS_POINTER)) {
      throw new UserException(
          "Model file "
              + file
              + " is a Git LFS pointer, not the model itself; run `git lfs pull` in its repository.");
    }
    ModelProto proto;
    try {
      CodedInputStream input = UnsafeByteOperations.unsafeWrap(mapped).newCodedInput();
      input.enableAliasing(true);
      proto = ModelProto.parseFrom(input);
    } catch (InvalidProtocolBufferException e) {
      throw new UserException(
          "Model file " + file + " is truncated or not an ONNX model; export or download it again.",
          e);
    } catch (IOException e) {
      throw new UserException("Model file " + file + " cannot be read: " + e.getMessage(), e);
    }
    if (!proto.hasGraph() || proto.getIrVersion() <= 0) {
      throw new UserException(
          "File " + file + " is not an ONNX model; give a file that ends in .onnx.");
    }
    if (proto.getGraph().getOutputCount() == 0) {
      throw new UserException(
          "Model file "
              + file
              + " has no outputs, so there is nothing to compute; export it again.");
    }
    return proto;
  }

  private static boolean startsWith(ByteBuffer bytes, byte[] prefix) {
    return bytes.remaining() >= prefix.length
        && bytes.slice(0, prefix.length).equals(ByteBuffer.wrap(prefix));
  }

  /** The file that was opened. */
  public Path file() {
    return file;
  }

  ModelProto proto() {
    return proto;
  }

  /** Version of ONNX's own operators that the model uses. */
  long opset() {
    return proto.getOpsetImportList().stream()
        .filter(each -> Operators.isStandard(each.getDomain()))
        .mapToLong(OperatorSetIdProto::getVersion)
        .max()
        .orElse(1);
  }

  Weights weights() {
    return weights;
  }

  GraphStructure structure() {
    return structure;
  }

  /** Types of all values with the model's symbolic dimensions left open; inferred once. */
  synchronized DeclaredTypes declaredTypes() {
    if (declaredTypes == null) {
      declaredTypes = DeclaredTypes.infer(this);
    }
    return declaredTypes;
  }
}
