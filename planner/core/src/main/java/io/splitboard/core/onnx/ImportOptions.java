package io.splitboard.core.onnx;

import io.splitboard.core.network.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the user says about a model whose input shapes are not all fixed. What is left open gets a
 * workable default, which {@link io.splitboard.core.network.Network#boundDimensions()} states.
 *
 * @param dimensions sizes by the name of a symbolic dimension; one without a name is called by its
 *     input and axis, for example {@code image[2]}
 * @param inputShapes whole shapes by input name
 * @param cutQuantized whether nodes between dequantizing and quantizing may be layers of their own.
 *     Usually they stay with these in one layer, since ONNX Runtime computes such a group in
 *     integers, and what leaves it has a quarter of the bytes.
 */
public record ImportOptions(
    Map<String, Long> dimensions, Map<String, Shape> inputShapes, boolean cutQuantized) {

  /** Nothing said. */
  public static final ImportOptions DEFAULT = new ImportOptions(Map.of(), Map.of());

  /** Sizes only; quantized groups stay together. */
  public ImportOptions(Map<String, Long> dimensions, Map<String, Shape> inputShapes) {
    this(dimensions, inputShapes, false);
  }

  /** Copies the maps, keeping their order. */
  public ImportOptions {
    dimensions = Collections.unmodifiableMap(new LinkedHashMap<>(dimensions));
    inputShapes = Collections.unmodifiableMap(new LinkedHashMap<>(inputShapes));
  }
}
