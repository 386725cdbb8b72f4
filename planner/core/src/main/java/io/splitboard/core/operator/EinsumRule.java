package io.splitboard.core.operator;

import io.splitboard.core.network.LayerKind;
import io.splitboard.core.network.OperatorCall;
import io.splitboard.core.network.Range;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Sum of products by Einstein's convention; with two operands it is a matrix product. */
record EinsumRule() implements AxisWiseRule {

  /** Product of the sizes of all letters; 0 unless two operands are written without an ellipsis. */
  @Override
  public long macs(OperatorCall call) {
    List<String> terms = terms(equation(call));
    if (call.inputs().size() != 2 || terms.size() != 2 || equation(call).contains("...")) {
      return 0;
    }
    Map<Character, Long> sizes = new HashMap<>();
    for (int i = 0; i < terms.size(); i++) {
      if (terms.get(i).length() != call.input(i).shape().rank()) {
        return 0;
      }
      for (int axis = 0; axis < terms.get(i).length(); axis++) {
        sizes.merge(terms.get(i).charAt(axis), call.input(i).shape().size(axis), Math::max);
      }
    }
    return sizes.values().stream().reduce(1L, Math::multiplyExact);
  }

  @Override
  public LayerKind kind(OperatorCall call) {
    return call.inputs().size() == 2 ? LayerKind.DENSE : LayerKind.MEMORY;
  }

  private static String equation(OperatorCall call) {
    return call.texts().getOrDefault("equation", "").replace(" ", "");
  }

  private static List<String> terms(String equation) {
    return List.of(equation.split("->", 2)[0].split(",", -1));
  }

  /** Where the equation does not say it, letters that occur once, by the alphabet. */
  private static String result(String equation) {
    String[] sides = equation.split("->", 2);
    if (sides.length == 2) {
      return sides[1];
    }
    String letters = sides[0].replace(",", "");
    return letters
        .chars()
        .filter(letter -> letters.indexOf(letter) == letters.lastIndexOf(letter))
        .sorted()
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  @Override
  public AxisCut cut(OperatorCall call, int axis) {
    String equation = equation(call);
    if (equation.contains(".")) {
      return AxisCut.whole("its equation leaves axes unnamed");
    }
    char letter = result(equation).charAt(axis);
    return AxisCut.by((piece, range) -> narrow(call, piece, letter, range));
  }

  private static void narrow(OperatorCall call, SlicingBuilder piece, char letter, Range range) {
    List<String> terms = terms(equation(call));
    for (int position = 0; position < terms.size(); position++) {
      for (int axis = 0; axis < terms.get(position).length(); axis++) {
        if (terms.get(position).charAt(axis) == letter
            && call.input(position).shape().size(axis) > 1) {
          piece.input(position, axis, range);
        }
      }
    }
  }
}
