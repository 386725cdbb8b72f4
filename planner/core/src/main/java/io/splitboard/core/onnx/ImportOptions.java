package io.splitboard.core.onnx;

import io.splitboard.core.network.Shape;
import java.util.Map;

/**
 * How the open dimensions of a model are bound when it is imported.
 *
 * @param dimensions size of each symbolic dimension, by its name
 * @param inputShapes whole shape of an input, by its name; wins over dimensions
 */
public record ImportOptions(Map<String, Long> dimensions, Map<String, Shape> inputShapes) {

  /** Every open dimension gets its stated default. */
  public static final ImportOptions DEFAULT = new ImportOptions(Map.of(), Map.of());

  /** Copies the maps. */
  public ImportOptions {
    dimensions = Map.copyOf(dimensions);
    inputShapes = Map.copyOf(inputShapes);
  }
}
