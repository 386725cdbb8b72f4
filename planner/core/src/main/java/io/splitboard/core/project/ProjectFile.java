package io.splitboard.core.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.splitboard.core.network.Shape;
import io.splitboard.core.onnx.ImportOptions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What project.json holds.
 *
 * @param format version of the project's files
 * @param name what people call the project
 * @param model reference of the model: a path in the project, or {@code zoo:…}
 * @param dimensions sizes of the model's symbolic dimensions
 * @param inputs shapes of inputs, where the model's own are not wanted
 * @param cluster file with the devices and links
 * @param profile file with the costs; null where they come from the catalogue
 * @param cutQuantized whether quantized groups may be cut; null for no
 * @param family file with the models to choose from under a deadline; null for none
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ProjectFile(
    int format,
    String name,
    String model,
    Map<String, Long> dimensions,
    Map<String, List<Long>> inputs,
    Boolean cutQuantized,
    String cluster,
    String profile,
    String family) {

  /** Version of the files that this workbench writes, and the newest that it reads. */
  static final int FORMAT = 1;

  static final String NAME = "project.json";
  static final String CLUSTER = "cluster.json";
  static final String PROFILE = "profile.json";
  static final String FAMILY = "family.json";

  ProjectFile {
    require(name != null && !name.isBlank(), "the project has no \"name\"");
    require(model != null && !model.isBlank(), "the project names no \"model\"");
    dimensions = dimensions == null ? Map.of() : new TreeMap<>(dimensions);
    inputs = inputs == null ? Map.of() : new TreeMap<>(inputs);
    cluster = cluster == null ? CLUSTER : cluster;
    new ImportOptions(Map.copyOf(dimensions), shapes(inputs));
  }

  static ProjectFile of(String name, String model, ImportOptions options) {
    Map<String, List<Long>> inputs = new TreeMap<>();
    options.inputShapes().forEach((input, shape) -> inputs.put(input, shape.dims()));
    Boolean cut = options.cutQuantized() ? Boolean.TRUE : null;
    return new ProjectFile(
        FORMAT, name, model, options.dimensions(), inputs, cut, CLUSTER, null, null);
  }

  ImportOptions importOptions() {
    return new ImportOptions(dimensions, shapes(inputs), Boolean.TRUE.equals(cutQuantized));
  }

  ProjectFile withProfile(String file) {
    return new ProjectFile(
        format, name, model, dimensions, inputs, cutQuantized, cluster, file, family);
  }

  ProjectFile withFamily(String file) {
    return new ProjectFile(
        format, name, model, dimensions, inputs, cutQuantized, cluster, profile, file);
  }

  private static Map<String, Shape> shapes(Map<String, List<Long>> inputs) {
    Map<String, Shape> shapes = new TreeMap<>();
    inputs.forEach((input, dims) -> shapes.put(input, new Shape(dims)));
    return shapes;
  }

  private static void require(boolean condition, String sentence) {
    if (!condition) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
