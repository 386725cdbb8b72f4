package io.splitboard.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessorTimeTest {

  @Test
  void whatIsStolenIsAShareOfWhatWasWanted() {
    ProcessorTime before =
        ProcessorTime.parse("cpu  100 0 50 9000 10 0 5 20 0 0\ncpu0 1\n").orElseThrow();
    ProcessorTime after = ProcessorTime.parse("cpu  160 0 60 9110 20 0 5 50 0 0\n").orElseThrow();
    assertThat(before).isEqualTo(new ProcessorTime(9185, 155, 20));
    ProcessorTime.Use use = after.since(before);
    assertThat(use.ticks()).isEqualTo(220);
    assertThat(use.busy()).isEqualTo(100.0 / 220);
    assertThat(use.stolen()).isEqualTo(0.3);
  }

  @Test
  void inNoTimeNothingIsUsed() {
    ProcessorTime one = new ProcessorTime(20, 10, 1);
    assertThat(one.since(one)).isEqualTo(new ProcessorTime.Use(0, 0, 0));
  }

  @Test
  void oldOrOtherFilesTellNothing() {
    assertThat(ProcessorTime.parse("")).isEmpty();
    assertThat(ProcessorTime.parse("cpu 1 2 3 4")).isEmpty();
    assertThat(ProcessorTime.parse("intr 1 2 3 4 5 6 7 8 9")).isEmpty();
  }
}
