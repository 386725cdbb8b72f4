package io.splitboard.core.operator;

import io.splitboard.core.network.LayerKind;
import io.splitboard.core.network.OperatorCall;
import java.util.HashMap;
import java.util.Map;

/** Sum of products by Einstein's convention; with two operands it is a matrix product. */
record EinsumRule() implements OperatorRule {

  /** Product of the sizes of all letters; 0 unless two operands are written without an ellipsis. */
  @Override
  public long macs(OperatorCall call) {
    String equation = call.texts().getOrDefault("equation", "").replace(" ", "");
    String[] terms = equation.split("->", 2)[0].split(",", -1);
    if (call.inputs().size() != 2 || terms.length != 2 || equation.contains("...")) {
      return 0;
    }
    Map<Character, Long> sizes = new HashMap<>();
    for (int i = 0; i < terms.length; i++) {
      if (terms[i].length() != call.input(i).shape().rank()) {
        return 0;
      }
      for (int axis = 0; axis < terms[i].length(); axis++) {
        sizes.merge(terms[i].charAt(axis), call.input(i).shape().size(axis), Math::max);
      }
    }
    return sizes.values().stream().reduce(1L, Math::multiplyExact);
  }

  @Override
  public LayerKind kind(OperatorCall call) {
    return call.inputs().size() == 2 ? LayerKind.DENSE : LayerKind.MEMORY;
  }
}
