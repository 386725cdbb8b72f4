package io.splitboard.core.operator;

import io.splitboard.core.network.LayerKind;
import io.splitboard.core.network.OperatorCall;
import io.splitboard.core.network.Shape;
import java.util.Optional;

/**
 * Scaled dot-product attention. Queries, keys and values are (batch, length, heads·size) or (batch,
 * heads, length, size).
 */
record AttentionRule() implements OperatorRule {

  /** Each query meets each key over its whole size, and each weight meets a value. */
  @Override
  public long macs(OperatorCall call) {
    Shape queries = call.input(0).shape();
    Shape keys = call.input(1).shape();
    Shape result = call.output(0).shape();
    if (queries.rank() < 3 || keys.rank() != queries.rank()) {
      return 0;
    }
    long keyCount = keys.size(keys.rank() - 2);
    return Math.multiplyExact(Math.addExact(queries.elements(), result.elements()), keyCount);
  }

  @Override
  public LayerKind kind(OperatorCall call) {
    return LayerKind.DENSE;
  }

  @Override
  public Optional<String> whyWhole(OperatorCall call, int axis) {
    return Optional.of("each of its queries meets all keys");
  }
}
