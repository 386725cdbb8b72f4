package io.splitboard.core.onnx;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.splitboard.core.UserException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Weights that a model keeps in files of their own. A model is an untrusted file, so only what lies
 * in its own folder is read, links followed.
 */
final class ExternalData {

  private final Path model;

  ExternalData(Path model) {
    this.model = model.toAbsolutePath();
  }

  static boolean isExternal(TensorProto tensor) {
    return tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL;
  }

  /**
   * Maps the bytes of an external tensor; nothing is copied to the heap.
   *
   * @param bytes size that type and shape ask for
   */
  ByteBuffer map(TensorProto tensor, long bytes) {
    Path file = file(tensor);
    long offset = number(tensor, "offset", 0);
    long length = number(tensor, "length", bytes);
    if (length != bytes) {
      throw new UserException(
          "Weight %s of %s declares %d bytes of external data, but its type and shape need %d; export the model again."
              .formatted(tensor.getName(), model, length, bytes));
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (offset > channel.size() - bytes) {
        throw new UserException(
            "External data file %s has %d bytes, but weight %s needs %d from offset %d; copy or download it again."
                .formatted(file, channel.size(), tensor.getName(), bytes, offset));
      }
      return channel.map(FileChannel.MapMode.READ_ONLY, offset, bytes);
    } catch (IOException e) {
      throw new UserException(
          "External data file " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The file of an external tensor, known to lie in the model's folder. */
  Path file(TensorProto tensor) {
    String location = entry(tensor, "location");
    if (location == null || location.isEmpty()) {
      throw new UserException(
          "Weight %s of %s is external but names no file; export the model again."
              .formatted(tensor.getName(), model));
    }
    try {
      return contained(tensor, Path.of(location));
    } catch (NoSuchFileException e) {
      throw new UserException(
          "Weights of %s are missing: there is no file %s beside it; copy it there."
              .formatted(model, location),
          e);
    } catch (InvalidPathException | IOException e) {
      throw new UserException(
          "External data %s of %s cannot be opened; check the file and its rights."
              .formatted(printable(location), model),
          e);
    }
  }

  private Path contained(TensorProto tensor, Path location) throws IOException {
    Path folder = model.getParent();
    Path file = folder.resolve(location).normalize();
    if (location.isAbsolute()
        || !file.startsWith(folder.normalize())
        || !file.toRealPath().startsWith(folder.toRealPath())) {
      throw new UserException(
          "Model %s keeps weight %s in %s, outside its own folder; this is refused, so put the file beside the model and export again."
              .formatted(model, tensor.getName(), printable(location.toString())));
    }
    if (!Files.isRegularFile(file)) {
      throw new UserException(
          "External data %s of %s is not a file; copy the weights there."
              .formatted(printable(location.toString()), model));
    }
    return file;
  }

  private long number(TensorProto tensor, String key, long otherwise) {
    String text = entry(tensor, key);
    if (text == null) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw badNumber(tensor, key, text, e);
    }
    throw badNumber(tensor, key, text, null);
  }

  private UserException badNumber(TensorProto tensor, String key, String text, Throwable cause) {
    return new UserException(
        "Weight %s of %s has the %s %s in its external data; export the model again."
            .formatted(tensor.getName(), model, key, printable(text)),
        cause);
  }

  private static String entry(TensorProto tensor, String key) {
    for (StringStringEntryProto entry : tensor.getExternalDataList()) {
      if (entry.getKey().equals(key)) {
        return entry.getValue();
      }
    }
    return null;
  }

  private static String printable(String text) {
    String clean = text.replaceAll("\\p{Cntrl}", "?");
    return clean.length() > 80 ? clean.substring(0, 80) + "…" : clean;
  }
}
