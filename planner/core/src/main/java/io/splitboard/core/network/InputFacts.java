package io.splitboard.core.network;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What importing found out about a network's inputs beyond their types and shapes.
 *
 * @param boundDimensions sizes of dimensions that the model leaves open, by dimension name
 * @param indexLimits for inputs that are row numbers of a table, such as token ids: the number of
 *     rows
 */
public record InputFacts(Map<String, Long> boundDimensions, Map<String, Long> indexLimits) {

  /** Nothing special. */
  public static final InputFacts NONE = new InputFacts(Map.of(), Map.of());

  /** Copies the maps, keeping their order. */
  public InputFacts {
    boundDimensions = Collections.unmodifiableMap(new LinkedHashMap<>(boundDimensions));
    indexLimits = Collections.unmodifiableMap(new LinkedHashMap<>(indexLimits));
  }
}
