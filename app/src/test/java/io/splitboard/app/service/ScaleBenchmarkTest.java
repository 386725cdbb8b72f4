package io.splitboard.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.app.service.ScaleBenchmark.Point;
import io.splitboard.core.Progress;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleBenchmarkTest {

  private static final int[] NODES = {40};
  private static final int[] HEAVY = {2};

  @Test
  void importsSmallAndHeavyModels() {
    List<Point> points = ScaleBenchmark.imports(NODES, HEAVY, Progress.NONE);
    assertThat(points).extracting(Point::nodes).containsExactly(40, 2);
    assertThat(points.get(0).fileBytes()).isBetween(20 * 2304L, 60_000L);
    assertThat(points.get(1).fileBytes()).isBetween(2L << 26, (2L << 26) + 2000);
    assertThat(points).allSatisfy(point -> assertThat(point.peakHeapBytes()).isPositive());
  }

  @Test
  void compilesByStagesAndByRows() {
    assertThat(ScaleBenchmark.compiles(NODES, HEAVY, Progress.NONE))
        .extracting(point -> point.step() + " " + point.nodes())
        .containsExactly(
            "compile stages 40",
            "cut stages 40",
            "compile rows 40",
            "compile stages 2",
            "cut stages 2");
  }
}
