package io.splitboard.app.cli;

import io.splitboard.app.service.OpenModel;
import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.network.Shape;
import io.splitboard.core.onnx.ImportOptions;
import io.splitboard.core.onnx.ModelReference;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Names a model and binds its open dimensions. */
final class ModelArguments {

  private static final Pattern SHAPE = Pattern.compile("\\d+(x\\d+)*");

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "An ONNX file, or zoo:NAME (see: splitboard zoo list).")
  private String model;

  @Option(
      names = "--shape",
      paramLabel = "DIM=SIZE|INPUT=1x3x320x320",
      description = "Size of an open dimension, or whole shape of an input; repeatable.")
  private List<String> shapes = List.of();

  @Option(
      names = "--cut-quantized",
      description =
          "Let layers end between DequantizeLinear and QuantizeLinear, too, where floats are sent.")
  private boolean cutQuantized;

  String reference() {
    return model;
  }

  /** The folder, if what was named is one: that of a project, then. */
  Optional<Path> folder() {
    return ModelReference.folder(model);
  }

  /** Whether something is said about the model besides its name. */
  boolean isBound() {
    return cutQuantized || !shapes.isEmpty();
  }

  OpenModel open(Progress progress) {
    Path file = ModelReference.resolveAnywhere(model, Path.of("").toAbsolutePath(), progress);
    ImportOptions sizes = importOptions(shapes);
    return OpenModel.open(
        file, new ImportOptions(sizes.dimensions(), sizes.inputShapes(), cutQuantized), progress);
  }

  static ImportOptions importOptions(List<String> shapes) {
    Map<String, Long> dimensions = new LinkedHashMap<>();
    Map<String, Shape> inputs = new LinkedHashMap<>();
    for (String option : shapes) {
      int equals = option.lastIndexOf('=');
      String value = option.substring(equals + 1);
      if (equals < 1 || !SHAPE.matcher(value).matches()) {
        throw new UserException(
            "The shape " + option + " is neither DIM=SIZE nor INPUT=1x3x320x320.");
      }
      put(option.substring(0, equals), value, dimensions, inputs);
    }
    return new ImportOptions(dimensions, inputs);
  }

  private static void put(
      String name, String value, Map<String, Long> dimensions, Map<String, Shape> inputs) {
    try {
      if (value.contains("x")) {
        inputs.put(name, new Shape(Stream.of(value.split("x")).map(Long::valueOf).toList()));
      } else {
        dimensions.put(name, Long.valueOf(value));
      }
    } catch (NumberFormatException e) {
      throw new UserException("The size in " + name + "=" + value + " is too large.", e);
    }
  }
}
