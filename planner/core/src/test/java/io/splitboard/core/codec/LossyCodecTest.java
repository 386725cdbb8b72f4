package io.splitboard.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.cluster.Origin;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Lossy codecs are there only where a person asks for them and says what error is allowed. */
class LossyCodecTest {

  private static final CodecCost HALF = new CodecCost(Codec.FLOAT16, 0.5, 0, 0);
  private static final CodecCost ZFP = new CodecCost(Codec.ZFP, 0.9, 1, 1);

  @Test
  void neverTheBestHoweverQuick() {
    Link slow = new Link("a", "b", 0.1, 0, Origin.CATALOGUE);
    assertThat(new CodecCosts(List.of(HALF)).best(slow)).isEqualTo(CodecCost.NONE);
    assertThat(new CodecCosts(List.of(HALF, ZFP)).best(slow)).isEqualTo(ZFP);
  }

  @Test
  void halvesTheBytesExactly() {
    for (long bytes : new long[] {4, 12, 4_000_004, 1L << 40}) {
      assertThat(2 * HALF.wireBytes(bytes)).isEqualTo(bytes);
    }
  }

  @Test
  void aLinkWithoutABudgetIsRefused() {
    assertThatThrownBy(() -> LinkCodecs.all(Codec.FLOAT16))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Every link packs with float16, which is lossy, without saying what error is allowed:"
                + " give it an error budget.");
    assertThatThrownBy(() -> LinkCodecs.NONE.with("a", "b", Codec.FLOAT16))
        .hasMessageStartingWith("Link a→b packs with float16");
  }

  @Test
  void goingBackToALosslessCodecForgetsTheBudget() {
    LinkCodecs lossy = LinkCodecs.NONE.with("a", "b", Codec.FLOAT16, ErrorBudget.relative(0.001));
    assertThat(lossy.budget("a", "b")).contains(ErrorBudget.relative(0.001));
    assertThat(lossy.budget("b", "a")).isEmpty();
    assertThat(lossy.with("a", "b", Codec.NONE)).isEqualTo(LinkCodecs.NONE);
  }

  @Test
  void runsFromBeforeThereWereBudgetsAreRead() throws JsonProcessingException {
    ObjectMapper mapper = new ObjectMapper();
    String old = "{\"others\":\"lz4\",\"links\":{\"a→b\":\"zfp\"}}";
    LinkCodecs read = mapper.readValue(old, LinkCodecs.class);
    assertThat(read).isEqualTo(LinkCodecs.all(Codec.LZ4).with("a", "b", Codec.ZFP));
    LinkCodecs lossy = read.with("b", "a", Codec.FLOAT16, ErrorBudget.absolute(0.5));
    String written = mapper.writeValueAsString(lossy);
    assertThat(mapper.readValue(written, LinkCodecs.class)).isEqualTo(lossy);
  }

  @Test
  void budgetsAreReadFromWords() {
    assertThat(ErrorBudget.of("relative=0.001")).isEqualTo(ErrorBudget.relative(0.001));
    assertThat(ErrorBudget.of("absolute=5e-2")).isEqualTo(ErrorBudget.absolute(0.05));
    for (String wrong : List.of("0.1", "relative", "relative=", "relative=-1", "share=1", "")) {
      assertThatThrownBy(() -> ErrorBudget.of(wrong))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("write relative=0.001 or absolute=0.05");
    }
  }

  @Test
  void anErrorIsJudgedByTheBudgetsMeasure() {
    CodecError error = CodecError.of(0.5, 1000).and(CodecError.of(0.001, 1));
    assertThat(error).isEqualTo(new CodecError(0.5, 0.001));
    assertThat(ErrorBudget.relative(0.001).allows(error)).isTrue();
    assertThat(ErrorBudget.relative(0.0009).allows(error)).isFalse();
    assertThat(ErrorBudget.absolute(0.4).allows(error)).isFalse();
    assertThat(ErrorBudget.absolute(0).allows(CodecError.of(0, 0))).isTrue();
    assertThat(ErrorBudget.absolute(1).allows(new CodecError(Double.NaN, 0))).isFalse();
  }

  @Test
  void whatAProfileLacksIsTakenFromElsewhere() {
    TensorCodecs known = new TensorCodecs(Map.of("x", List.of(ZFP)));
    CodecCost other = new CodecCost(Codec.ZFP, 0.1, 5, 5);
    TensorCodecs both = known.and(new TensorCodecs(Map.of("x", List.of(HALF, other))));
    assertThat(both.cost("x", Codec.ZFP)).contains(ZFP);
    assertThat(both.cost("x", Codec.FLOAT16)).contains(HALF);
    assertThat(known.and(TensorCodecs.NONE)).isEqualTo(known);
    assertThat(TensorCodecs.NONE.and(known)).isEqualTo(known);
  }
}
