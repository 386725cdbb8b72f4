package io.splitboard.core.onnx;

import io.splitboard.core.network.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sizes for everything that a model's inputs leave open.
 *
 * @param shapes shape of every input that is a tensor
 * @param chosen sizes that the model does not fix, by dimension name
 * @param guessed whether a default other than a batch of one is among them, so that only a run
 *     shows whether the model can work with it
 */
record Binding(Map<String, Shape> shapes, Map<String, Long> chosen, boolean guessed) {

  Binding {
    shapes = Collections.unmodifiableMap(new LinkedHashMap<>(shapes));
    chosen = Collections.unmodifiableMap(new LinkedHashMap<>(chosen));
  }
}
