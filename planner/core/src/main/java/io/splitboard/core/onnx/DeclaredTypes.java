package io.splitboard.core.onnx;

import io.splitboard.core.UserException;
import java.util.Map;
import java.util.Optional;

/**
 * Types of a model's values with its symbolic dimensions left open: what sub-models declare, so
 * that they take every shape that the whole model takes.
 */
final class DeclaredTypes {

  private final Map<String, ValueType> types;

  private DeclaredTypes(Map<String, ValueType> types) {
    this.types = types;
  }

  static DeclaredTypes infer(OnnxModel model) {
    try (ProbeSession session = ProbeSession.open(model, Map.of())) {
      return new DeclaredTypes(session.types());
    } catch (UserException e) {
      // Some models load only with their dimensions bound; sub-models then declare types alone.
      return new DeclaredTypes(Map.of());
    }
  }

  /** What is known of a value; empty if inference failed. */
  Optional<ValueType> of(String value) {
    return Optional.ofNullable(types.get(value));
  }
}
