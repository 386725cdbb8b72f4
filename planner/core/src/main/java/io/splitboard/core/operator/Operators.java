package io.splitboard.core.operator;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The rule of every operator kind. */
public final class Operators {

  private static final OperatorRule OTHER = new OperatorRule() {};
  private static final Map<String, OperatorRule> STANDARD = new HashMap<>();

  static {
    STANDARD.put("Conv", new ConvolutionRule(1, Set.of(1, 2)));
    STANDARD.put("ConvInteger", new ConvolutionRule(1, Set.of(1)));
    STANDARD.put("QLinearConv", new ConvolutionRule(3, Set.of(3, 8)));
    STANDARD.put("ConvTranspose", new TransposedConvolutionRule());
    STANDARD.put("Gemm", new GemmRule());
    STANDARD.put("MatMul", new MatrixProductRule(0, 1));
    STANDARD.put("MatMulInteger", new MatrixProductRule(0, 1));
    STANDARD.put("QLinearMatMul", new MatrixProductRule(0, 3));
    STANDARD.put("Einsum", new EinsumRule());
    STANDARD.put("Attention", new AttentionRule());
    STANDARD.put("LSTM", new RecurrentRule());
    STANDARD.put("GRU", new RecurrentRule());
    STANDARD.put("RNN", new RecurrentRule());
    STANDARD.put("BatchNormalization", new PositionsRule(Set.of(1, 2)));
    STANDARD.put("QuantizeLinear", new PositionsRule(Set.of(0)));
    STANDARD.put("DequantizeLinear", new PositionsRule(Set.of(0)));
    STANDARD.put("PRelu", new PositionsRule(Set.of(1)));
    for (String settingsOnly : new String[] {"Resize", "Upsample", "Clip", "Pad", "Range"}) {
      STANDARD.put(settingsOnly, new PositionsRule(Set.of()));
    }
  }

  private Operators() {}

  /** Whether a domain is that of ONNX's own operators. */
  public static boolean isStandard(String domain) {
    return domain.isEmpty() || domain.equals("ai.onnx");
  }

  /** The rule for an operator; for unknown ones a rule that claims nothing. */
  public static OperatorRule rule(String domain, String operator) {
    return isStandard(domain) ? STANDARD.getOrDefault(operator, OTHER) : OTHER;
  }
}
