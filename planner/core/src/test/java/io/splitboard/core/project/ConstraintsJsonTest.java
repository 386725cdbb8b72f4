package io.splitboard.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs keep the constraints under which they were made, also from before there were limits. */
class ConstraintsJsonTest {

  @Test
  void runsFromBeforeLimitsExistedAreRead() throws Exception {
    String saved = "{\"pins\":{\"a\":\"d1\"},\"exclusions\":{},\"memoryBytes\":{}}";
    Constraints read = Json.MAPPER.readValue(saved, Constraints.class);
    assertThat(read).isEqualTo(new Constraints(Map.of("a", "d1"), Map.of(), Map.of()));
    assertThat(read.hasLimits()).isFalse();
  }

  @Test
  void limitsAreKept() throws Exception {
    Constraints limits =
        new Constraints(Map.of(), Map.of(), Map.of(), Map.of("d0", 0.5), Map.of("d0→d1", 1000L), 2);
    String saved = Json.MAPPER.writeValueAsString(limits);
    assertThat(Json.MAPPER.readValue(saved, Constraints.class)).isEqualTo(limits);
  }
}
