package io.splitboard.core.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.core.network.Box;
import io.splitboard.core.network.ElementType;
import io.splitboard.core.network.Operand;
import io.splitboard.core.network.OperatorCall;
import io.splitboard.core.network.Range;
import io.splitboard.core.network.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What cannot be split says why; what hangs on an unknown setting says which. */
class RefusalsTest {

  private static final Operand UNKNOWN = new Operand("n", ElementType.INT64, Shape.of(2), false);

  private static Operand value(long... dims) {
    return new Operand("v", ElementType.FLOAT32, Shape.of(dims), false);
  }

  private static Operand setting(ElementType type, double... values) {
    return new Operand(
        "s", type, Shape.of(values.length), true, Arrays.stream(values).boxed().toList());
  }

  private static OperatorCall call(
      String operator, List<Operand> inputs, Operand output, Map<String, List<Long>> integers) {
    return new OperatorCall(operator, "", inputs, List.of(output), integers, Map.of());
  }

  private static String why(OperatorCall call, int axis) {
    return Operators.rule(call.domain(), call.operator()).whyWhole(call, axis).orElse("");
  }

  @Test
  void normalizationNamesItsAxis() {
    OperatorCall call = call("Softmax", List.of(value(2, 3, 4)), value(2, 3, 4), Map.of());
    assertThat(why(call, 2)).isEqualTo("it normalizes over this axis");
    assertThat(why(call, 1)).isEmpty();
    OperatorCall layer =
        call("LayerNormalization", List.of(value(2, 3, 4), value(4)), value(2, 3, 4), Map.of());
    assertThat(why(layer, 2)).isEqualTo("it normalizes over this axis");
    assertThat(why(layer, 1)).isEmpty();
  }

  @Test
  void poolThatTellsPositionsIsWhole() {
    Map<String, List<Long>> kernel = Map.of("kernel_shape", List.of(2L, 2L));
    OperatorCall plain = call("MaxPool", List.of(value(1, 2, 4, 4)), value(1, 2, 3, 3), kernel);
    assertThat(why(plain, 2)).isEmpty();
    OperatorCall indices =
        new OperatorCall(
            "MaxPool",
            "",
            plain.inputs(),
            List.of(value(1, 2, 3, 3), value(1, 2, 3, 3)),
            kernel,
            Map.of());
    assertThat(why(indices, 2)).contains("where in the whole input");
  }

  @Test
  void unknownSettingsMatterOnlyWhereTheyAct() {
    OperatorCall pad =
        call(
            "Pad",
            List.of(value(4, 4), UNKNOWN, Operand.ABSENT, setting(ElementType.INT64, 1)),
            value(4, 6),
            Map.of());
    assertThat(why(pad, 0)).isEmpty();
    assertThat(why(pad, 1)).isEqualTo("its padding is not constant");
    OperatorCall slice =
        call(
            "Slice",
            List.of(value(4, 4), UNKNOWN, UNKNOWN, setting(ElementType.INT64, 0, 1)),
            value(4, 2),
            Map.of());
    assertThat(why(slice, 0)).isEmpty();
    assertThat(why(slice, 1)).isEqualTo("where it starts to slice is not constant");
    OperatorCall resize =
        call(
            "Resize",
            List.of(value(1, 2, 4, 4), Operand.ABSENT, value(4)),
            value(1, 2, 8, 8),
            Map.of());
    assertThat(why(resize, 2)).isEqualTo("its scales are not constant");
    OperatorCall reduce =
        call("ReduceSum", List.of(value(2, 3), UNKNOWN), value(3), Map.of("keepdims", List.of(0L)));
    assertThat(why(reduce, 0)).isEqualTo("the axes that it reduces are not constant");
  }

  @Test
  void aSizeThatIsComputedIsReplaced() {
    OperatorCall reshape =
        call("Reshape", List.of(value(1, 6, 8), UNKNOWN), value(1, 6, 2, 4), Map.of());
    Box part = Box.of(Shape.of(1, 6, 2, 4)).with(1, new Range(2, 5));
    Slicing slicing = Operators.rule("", "Reshape").slice(reshape, part);
    assertThat(slicing.constants()).isEqualTo(Map.of(1, List.of(1L, 3L, 2L, 4L)));
    assertThat(slicing.inputs().get(1)).isEmpty();
    OperatorCall apart =
        call("Reshape", List.of(value(1, 6, 10), UNKNOWN), value(1, 6, 5, 2), Map.of());
    assertThat(why(apart, 3)).isEqualTo("neighbours along this axis lie apart in its input");
  }

  @Test
  void resizingThatRoundsDifferentlyInPartsIsWhole() {
    OperatorCall call =
        new OperatorCall(
            "Resize",
            "",
            List.of(value(1, 1, 4, 4), Operand.ABSENT, setting(ElementType.FLOAT32, 1, 1, 3, 2)),
            List.of(value(1, 1, 12, 8)),
            Map.of(),
            Map.of("mode", "linear"));
    assertThat(why(call, 2))
        .contains("linear, half_pixel, factor 3")
        .contains("would not meet exactly");
    assertThat(why(call, 3)).isEmpty();
  }

  @Test
  void statesBodiesChanceAndStrangersAreWhole() {
    Operand any = value(3, 1, 4);
    assertThat(why(call("LSTM", List.of(any), any, Map.of()), 0))
        .isEqualTo("it carries a state from step to step");
    assertThat(why(call("If", List.of(any), any, Map.of()), 0)).contains("body of its own");
    assertThat(why(call("RandomNormalLike", List.of(any), any, Map.of()), 0)).contains("random");
    assertThat(why(call("Shape", List.of(any), value(3), Map.of()), 0))
        .contains("size of a whole tensor");
    OperatorCall foreign =
        new OperatorCall("Relu", "com.example", List.of(any), List.of(any), Map.of(), Map.of());
    assertThat(why(foreign, 0)).isEqualTo("Relu can only be computed whole");
  }

  @Test
  void aPartThatWasRefusedIsNotMade() {
    OperatorCall call = call("Softmax", List.of(value(2, 4)), value(2, 4), Map.of());
    Box part = Box.of(Shape.of(2, 4)).with(1, new Range(0, 2));
    assertThatThrownBy(() -> Operators.rule("", "Softmax").slice(call, part))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("normalizes");
  }

  @Test
  void sumsAreSharedOutWhereTheyAreSums() {
    OperatorCall grouped =
        call(
            "Conv",
            List.of(value(1, 4, 5, 5), value(4, 1, 3, 3)),
            value(1, 4, 3, 3),
            Map.of("group", List.of(4L)));
    assertThat(Operators.rule("", "Conv").terms(grouped)).isZero();
    OperatorCall plain =
        call("Conv", List.of(value(1, 4, 5, 5), value(6, 4, 3, 3)), value(1, 6, 3, 3), Map.of());
    assertThat(Operators.rule("", "Conv").terms(plain)).isEqualTo(4);
    assertThat(Operators.rule("", "Relu").terms(plain)).isZero();
  }
}
