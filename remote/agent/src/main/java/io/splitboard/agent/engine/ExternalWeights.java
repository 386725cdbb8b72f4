package io.splitboard.agent.engine;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads from an ONNX file which weights it keeps in other files, and nothing else of it: a device
 * has no use for the whole format. Field numbers are those of onnx.proto.
 */
final class ExternalWeights {

  private static final int MODEL_GRAPH = 7;
  private static final int GRAPH_INITIALIZER = 5;
  private static final int GRAPH_INPUT = 11;
  private static final int VALUE_NAME = 1;
  private static final int TENSOR_DIMS = 1;
  private static final int TENSOR_TYPE = 2;
  private static final int TENSOR_NAME = 8;
  private static final int TENSOR_EXTERNAL = 13;
  private static final int ENTRY_KEY = 1;
  private static final int ENTRY_VALUE = 2;

  private final Path folder;
  private final List<ExternalWeight> weights = new ArrayList<>();
  private final Set<String> inputs = new HashSet<>();

  private ExternalWeights(Path folder) {
    this.folder = folder;
  }

  /** Takes a field, or leaves it for skipping. */
  private interface Field {
    boolean read(int number, CodedInputStream in) throws IOException;
  }

  /**
   * The weights of a file's main graph that are constants and whose bytes are in other files of the
   * same folder or below it.
   *
   * @throws IOException if it cannot be read or is no ONNX file
   */
  static List<ExternalWeight> of(Path onnxFile) throws IOException {
    Path file = onnxFile.toAbsolutePath().normalize();
    ExternalWeights reader = new ExternalWeights(file.getParent());
    try (InputStream in = Files.newInputStream(file)) {
      reader.model(CodedInputStream.newInstance(in));
    }
    reader.weights.removeIf(weight -> reader.inputs.contains(weight.name()));
    return List.copyOf(reader.weights);
  }

  private void model(CodedInputStream in) throws IOException {
    in.setSizeLimit(Integer.MAX_VALUE);
    fields(in, (number, model) -> number == MODEL_GRAPH && message(model, this::graph));
  }

  private boolean graph(int number, CodedInputStream in) throws IOException {
    if (number == GRAPH_INITIALIZER) {
      Tensor tensor = new Tensor();
      message(in, tensor);
      tensor.weight(folder).ifPresent(weights::add);
      return true;
    }
    return number == GRAPH_INPUT && message(in, this::input);
  }

  private boolean input(int number, CodedInputStream in) throws IOException {
    if (number == VALUE_NAME) {
      inputs.add(in.readString());
      return true;
    }
    return false;
  }

  private static boolean message(CodedInputStream in, Field field) throws IOException {
    int outer = in.pushLimit(in.readRawVarint32());
    fields(in, field);
    in.popLimit(outer);
    return true;
  }

  private static void fields(CodedInputStream in, Field field) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (!field.read(WireFormat.getTagFieldNumber(tag), in)) {
        in.skipField(tag);
      }
    }
  }

  /** What a tensor says of itself besides its values. */
  private static final class Tensor implements Field {

    private final List<Long> dims = new ArrayList<>();
    private final Map<String, String> external = new HashMap<>();
    private String name = "";
    private int type;
    private String key = "";

    @Override
    public boolean read(int number, CodedInputStream in) throws IOException {
      switch (number) {
        case TENSOR_DIMS -> dims(in);
        case TENSOR_TYPE -> type = in.readInt32();
        case TENSOR_NAME -> name = in.readString();
        case TENSOR_EXTERNAL -> message(in, this::entry);
        default -> {
          return false;
        }
      }
      return true;
    }

    /** Writers may pack repeated numbers into one field or write one field each. */
    private void dims(CodedInputStream in) throws IOException {
      if (WireFormat.getTagWireType(in.getLastTag()) == WireFormat.WIRETYPE_VARINT) {
        dims.add(in.readInt64());
        return;
      }
      int outer = in.pushLimit(in.readRawVarint32());
      while (!in.isAtEnd()) {
        dims.add(in.readInt64());
      }
      in.popLimit(outer);
    }

    private boolean entry(int number, CodedInputStream in) throws IOException {
      if (number == ENTRY_KEY) {
        key = in.readString();
      } else if (number == ENTRY_VALUE) {
        external.put(key, in.readString());
      } else {
        return false;
      }
      return true;
    }

    private Optional<ExternalWeight> weight(Path folder) {
      String location = external.get("location");
      if (location == null || name.isEmpty()) {
        return Optional.empty();
      }
      Path file = folder.resolve(location).normalize();
      if (!file.startsWith(folder)) {
        return Optional.empty();
      }
      long offset = Long.parseLong(external.getOrDefault("offset", "0"));
      long length = Long.parseLong(external.getOrDefault("length", "-1"));
      long[] shape = dims.stream().mapToLong(Long::longValue).toArray();
      return Optional.of(
          new ExternalWeight(name, type, shape, new ExternalWeight.Place(file, offset, length)));
    }
  }
}
