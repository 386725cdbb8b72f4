package io.splitboard.core.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.core.network.ElementType;
import io.splitboard.core.network.LayerKind;
import io.splitboard.core.network.Operand;
import io.splitboard.core.network.OperatorCall;
import io.splitboard.core.network.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Costs worked out by hand. */
class OperatorsTest {

  private static Operand value(long... dims) {
    return new Operand("v", ElementType.FLOAT32, Shape.of(dims), false);
  }

  private static Operand weight(ElementType type, long... dims) {
    return new Operand("w", type, Shape.of(dims), true);
  }

  private static Operand weight(long... dims) {
    return weight(ElementType.FLOAT32, dims);
  }

  private static OperatorCall call(
      String operator, List<Operand> inputs, Operand output, Map<String, List<Long>> attributes) {
    return new OperatorCall(operator, "", inputs, List.of(output), attributes, Map.of());
  }

  private static long macs(OperatorCall call) {
    return Operators.rule(call.domain(), call.operator()).macs(call);
  }

  private static long parameters(OperatorCall call) {
    return Operators.rule(call.domain(), call.operator()).parameters(call);
  }

  private static LayerKind kind(OperatorCall call) {
    return Operators.rule(call.domain(), call.operator()).kind(call);
  }

  @Test
  void convolutions() {
    OperatorCall plain =
        call(
            "Conv",
            List.of(value(1, 6, 8, 8), weight(4, 6, 3, 3), weight(4)),
            value(1, 4, 8, 8),
            Map.of());
    assertThat(macs(plain)).isEqualTo(4 * 64 * 6 * 9);
    assertThat(parameters(plain)).isEqualTo(4 * 6 * 9 + 4);
    assertThat(kind(plain)).isEqualTo(LayerKind.CONVOLUTION);
    OperatorCall depthwise =
        call(
            "Conv",
            List.of(value(1, 6, 8, 8), weight(6, 1, 3, 3)),
            value(1, 6, 8, 8),
            Map.of("group", List.of(6L)));
    assertThat(macs(depthwise)).isEqualTo(6 * 64 * 9);
    assertThat(kind(depthwise)).isEqualTo(LayerKind.DEPTHWISE);
    OperatorCall pointwise =
        call("Conv", List.of(value(1, 6, 8, 8), weight(4, 6, 1, 1)), value(1, 4, 8, 8), Map.of());
    assertThat(kind(pointwise)).isEqualTo(LayerKind.POINTWISE);
    OperatorCall transposed =
        call(
            "ConvTranspose",
            List.of(value(1, 6, 4, 4), weight(6, 4, 2, 2)),
            value(1, 4, 8, 8),
            Map.of());
    assertThat(macs(transposed)).isEqualTo(6 * 16 * 4 * 4);
  }

  @Test
  void quantizedConvolutionCountsItsWeightButNotItsScales() {
    Operand scale = weight(1);
    Operand zero = weight(ElementType.UINT8);
    OperatorCall call =
        call(
            "QLinearConv",
            List.of(
                value(1, 3, 4, 4),
                scale,
                zero,
                weight(ElementType.INT8, 2, 3, 1, 1),
                weight(2),
                zero,
                scale,
                zero,
                weight(ElementType.INT32, 2)),
            value(1, 2, 4, 4),
            Map.of());
    assertThat(macs(call)).isEqualTo(2 * 16 * 3);
    assertThat(parameters(call)).isEqualTo(6 + 2);
  }

  @Test
  void matrixProducts() {
    OperatorCall gemm =
        call(
            "Gemm",
            List.of(value(5, 2), weight(5, 3), weight(3)),
            value(2, 3),
            Map.of("transA", List.of(1L)));
    assertThat(macs(gemm)).isEqualTo(2 * 3 * 5);
    assertThat(parameters(gemm)).isEqualTo(18);
    OperatorCall batched =
        call("MatMul", List.of(value(7, 2, 5), value(7, 5, 3)), value(7, 2, 3), Map.of());
    assertThat(macs(batched)).isEqualTo(7 * 2 * 3 * 5);
    assertThat(parameters(batched)).isZero();
    OperatorCall einsum =
        new OperatorCall(
            "Einsum",
            "",
            List.of(value(2, 3, 5), value(2, 5, 4)),
            List.of(value(2, 3, 4)),
            Map.of(),
            Map.of("equation", "bij,bjk->bik"));
    assertThat(macs(einsum)).isEqualTo(2 * 3 * 5 * 4);
  }

  @Test
  void recurrenceAndAttention() {
    OperatorCall lstm =
        call(
            "LSTM",
            List.of(value(10, 1, 6), weight(1, 32, 6), weight(1, 32, 8)),
            value(10, 1, 1, 8),
            Map.of());
    assertThat(macs(lstm)).isEqualTo(10 * (32 * 6 + 32 * 8));
    OperatorCall attention =
        call(
            "Attention",
            List.of(value(1, 2, 9, 8), value(1, 2, 7, 8), value(1, 2, 7, 4)),
            value(1, 2, 9, 4),
            Map.of());
    assertThat(macs(attention)).isEqualTo(2 * 9 * 7 * 8 + 2 * 9 * 7 * 4);
  }

  @Test
  void observedStatisticsAndSettingsAreNoParameters() {
    OperatorCall normalization =
        call(
            "BatchNormalization",
            List.of(value(1, 4, 2, 2), weight(4), weight(4), weight(4), weight(4)),
            value(1, 4, 2, 2),
            Map.of());
    assertThat(parameters(normalization)).isEqualTo(8);
    OperatorCall scaled = call("Mul", List.of(value(1, 4), weight()), value(1, 4), Map.of());
    assertThat(parameters(scaled)).isZero();
    OperatorCall unknown =
        new OperatorCall(
            "Conv", "com.example", List.of(value(1, 4)), List.of(value(1, 4)), Map.of(), Map.of());
    assertThat(macs(unknown)).isZero();
    assertThat(kind(unknown)).isEqualTo(LayerKind.MEMORY);
  }
}
