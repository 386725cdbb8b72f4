package io.splitboard.app.window.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.app.service.LinkCodecChoice;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.cluster.Origin;
import io.splitboard.core.codec.Codec;
import io.splitboard.core.codec.CodecCost;
import io.splitboard.core.codec.CodecCosts;
import io.splitboard.core.codec.CodecError;
import io.splitboard.core.codec.ErrorBudget;
import io.splitboard.core.codec.LinkCodecs;
import io.splitboard.core.program.Fragment;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Region;
import io.splitboard.core.program.Transfer;
import io.splitboard.fleet.DeviceTelemetry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PackingTextTest {

  private static final Link LINK = new Link("pi-a", "pi-b", 100, 1, Origin.CATALOGUE);
  private static final ErrorBudget BUDGET = ErrorBudget.relative(0.0003);

  private static PackingText text(Codec codec, LinkCodecs codecs, Map<String, CodecError> seen) {
    Fragment fragment = new Fragment("t1", Region.ALL, 8000);
    Transfer transfer = new Transfer("t1→pi-b", fragment, "pi-a", "pi-b", codec, 0);
    Program program = new Program("pi-a", List.of(), List.of(transfer), List.of(), List.of());
    CodecCosts costs =
        new CodecCosts(
            List.of(
                new CodecCost(Codec.LZ4, 0.8, 40, 10), new CodecCost(Codec.FLOAT16, 0.5, 3, 1)));
    DeviceTelemetry receiver =
        new DeviceTelemetry(
            "pi-b",
            OptionalDouble.empty(),
            0,
            0,
            OptionalDouble.empty(),
            OptionalInt.empty(),
            Map.of(),
            Map.of(),
            seen,
            0);
    return PackingText.of(
        Optional.of(new LinkCodecChoice(LINK, codec, 8000, costs)),
        Optional.of(program),
        codecs,
        Optional.of(Map.of("pi-b", receiver)));
  }

  private static PackingText lossy(Map<String, CodecError> seen) {
    return text(Codec.FLOAT16, LinkCodecs.NONE.with("pi-a", "pi-b", Codec.FLOAT16, BUDGET), seen);
  }

  @Test
  void whatIsLossyIsSaidAndWhatItMay() {
    PackingText text = lossy(Map.of());
    assertThat(text.codec()).isEqualTo("float16 (lossy)");
    assertThat(text.lines())
        .containsExactly(
            "packed with float16, lossy: 50 % of the bytes",
            "pays below 1,000 Mbit/s (measured)",
            "lossy: allowed error 0.00030 of the largest value");
    assertThat(text.problem()).isEmpty();
  }

  @Test
  void afterARunWhatWasSeenIsSaidAndAnOverrunIsAProblem() {
    PackingText kept = lossy(Map.of("t1→pi-b", CodecError.of(0.02, 100)));
    assertThat(kept.lines().get(2))
        .isEqualTo(
            "float16, lossy: error up to 0.00020 of the largest value, allowed 0.00030 of the largest value");
    assertThat(kept.problem()).isEmpty();
    PackingText overrun = lossy(Map.of("t1→pi-b", CodecError.of(0.04, 100)));
    assertThat(overrun.problem()).startsWith("Link pi-a→pi-b changed tensor t1 by up to 0.00040");
  }

  @Test
  void losslessLinksSayNothingOfLoss() {
    PackingText text = text(Codec.LZ4, LinkCodecs.all(Codec.LZ4), Map.of());
    assertThat(text.codec()).isEqualTo("lz4");
    assertThat(text.lines()).noneMatch(line -> line.contains("lossy"));
    assertThat(text(Codec.NONE, LinkCodecs.NONE, Map.of()).codec()).isEmpty();
  }
}
