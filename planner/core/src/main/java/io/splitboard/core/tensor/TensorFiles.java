package io.splitboard.core.tensor;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import io.splitboard.core.UserException;
import io.splitboard.core.network.ElementType;
import io.splitboard.core.network.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Tensors in files: NumPy's {@code .npy}, and {@code .pb} as in ONNX's test data. */
public final class TensorFiles {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int ALIGNMENT = 64;

  private TensorFiles() {}

  /**
   * Reads a {@code .npy} file, versions 1 to 3 of the format, little-endian and in C order.
   *
   * @throws UserException if it is missing, truncated or of another kind
   */
  public static TensorData readNpy(Path file) {
    ByteBuffer bytes = map(file);
    if (bytes.remaining() < 10 || !bytes.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))) {
      throw new UserException("File " + file + " is not a NumPy file; save it with numpy.save.");
    }
    boolean wide = bytes.get(6) > 1;
    long headerBytes = wide ? bytes.getInt(8) & 0xffffffffL : bytes.getShort(8) & 0xffff;
    long start = (wide ? 12 : 10) + headerBytes;
    if (start > bytes.limit()) {
      throw truncated(file);
    }
    byte[] text = new byte[(int) headerBytes];
    bytes.get(wide ? 12 : 10, text);
    NpyHeader header = NpyHeader.parse(file, new String(text, StandardCharsets.UTF_8));
    return data(
        file, header.type(), header.shape(), bytes.slice((int) start, bytes.limit() - (int) start));
  }

  private static TensorData data(Path file, ElementType type, Shape shape, ByteBuffer bytes) {
    long size;
    try {
      size = Math.multiplyExact(shape.elements(), (long) type.bytes());
    } catch (ArithmeticException e) {
      throw truncated(file);
    }
    if (size > bytes.remaining()) {
      throw truncated(file);
    }
    return new TensorData(type, shape, bytes.slice(0, (int) size));
  }

  /** Writes a {@code .npy} file, version 1 of the format; replaces what was there. */
  public static void writeNpy(Path file, TensorData data) {
    String header = new NpyHeader(data.type(), data.shape()).text();
    int used = 10 + header.length() + 1;
    String padded = header + " ".repeat(Math.floorMod(-used, ALIGNMENT)) + "\n";
    ByteBuffer head = ByteBuffer.allocate(10 + padded.length()).order(ByteOrder.LITTLE_ENDIAN);
    head.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) padded.length());
    head.put(padded.getBytes(StandardCharsets.US_ASCII)).flip();
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      for (ByteBuffer part : new ByteBuffer[] {head, data.bytes()}) {
        while (part.hasRemaining()) {
          channel.write(part);
        }
      }
    } catch (IOException e) {
      throw new UserException(
          "Tensor cannot be written to "
              + file
              + " ("
              + e.getMessage()
              + "); choose another place.",
          e);
    }
  }

  /**
   * Reads a {@code TensorProto} file, whichever of its fields holds the value.
   *
   * @throws UserException if it is missing, truncated or ill-typed
   */
  public static TensorData readPb(Path file) {
    TensorProto tensor = parse(file);
    ElementType type = ElementType.ofOnnx(tensor.getDataType());
    if (type.bytes() == 0 || tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
      throw new UserException(
          "Tensor file " + file + " holds no numbers that Splitboard can read; choose another.");
    }
    try {
      ByteBuffer bytes = TensorProtos.bytes(tensor);
      return new TensorData(type, new Shape(tensor.getDimsList()), bytes);
    } catch (TensorProtos.IllTypedException e) {
      throw new UserException(
          "Tensor file " + file + " is ill-typed: it has " + e.getMessage() + "; save it again.",
          e);
    }
  }

  private static TensorProto parse(Path file) {
    try {
      CodedInputStream input = UnsafeByteOperations.unsafeWrap(map(file)).newCodedInput();
      input.enableAliasing(true);
      return TensorProto.parseFrom(input);
    } catch (InvalidProtocolBufferException e) {
      throw new UserException(
          "Tensor file " + file + " is truncated or not a TensorProto; save it again.", e);
    } catch (IOException e) {
      throw new UserException("Tensor file " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static ByteBuffer map(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (Files.isDirectory(file) || channel.size() > Integer.MAX_VALUE) {
        throw new UserException(
            "Tensor file " + file + " is no file of at most 2 GB; choose another.");
      }
      return channel
          .map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
          .order(ByteOrder.LITTLE_ENDIAN);
    } catch (NoSuchFileException e) {
      throw new UserException("There is no tensor file " + file + "; check the path.", e);
    } catch (IOException e) {
      throw new UserException(
          "Tensor file " + file + " cannot be read (" + e.getMessage() + "); check its rights.", e);
    }
  }

  private static UserException truncated(Path file) {
    return new UserException(
        "Tensor file "
            + file
            + " is truncated: it has fewer bytes than its shape needs; save it again.");
  }
}
