package io.splitboard.core.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.core.partition.Placement.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ShareBoundariesTest {

  private static ShareBoundaries thirds() {
    return new ShareBoundaries(
        List.of(new Share("a", 0, 18), new Share("b", 18, 38), new Share("c", 38, 56)));
  }

  @Test
  void aBoundaryChangesItsNeighboursOnly() {
    assertThat(thirds().move(0, 10).shares())
        .containsExactly(new Share("a", 0, 10), new Share("b", 10, 38), new Share("c", 38, 56));
  }

  @Test
  void aBoundaryStopsWhereAShareIsEmptyAndCanComeBack() {
    ShareBoundaries empty = thirds().move(0, 99);
    assertThat(empty.shares())
        .containsExactly(new Share("a", 0, 38), new Share("b", 38, 38), new Share("c", 38, 56));
    assertThat(empty.move(0, 18)).isEqualTo(thirds());
    assertThat(thirds().move(1, -5).shares().get(1)).isEqualTo(new Share("b", 18, 18));
  }

  @Test
  void anOverlapIsKept() {
    ShareBoundaries wide =
        new ShareBoundaries(List.of(new Share("a", 0, 20), new Share("b", 16, 40)));
    assertThat(wide.move(0, 12).shares())
        .containsExactly(new Share("a", 0, 16), new Share("b", 12, 40));
    assertThat(wide.move(0, 99).shares())
        .containsExactly(new Share("a", 0, 40), new Share("b", 36, 40));
    assertThat(wide.move(0, -9).shares())
        .containsExactly(new Share("a", 0, 4), new Share("b", 0, 40));
  }

  @Test
  void aShareInsideAnotherCannotLeaveAGap() {
    ShareBoundaries inside =
        new ShareBoundaries(
            List.of(new Share("a", 0, 30), new Share("b", 5, 10), new Share("c", 30, 40)));
    assertThat(inside.move(0, 20)).isEqualTo(inside);
    assertThat(inside.move(1, 35)).isEqualTo(inside);
  }

  @Property
  void movesLeaveNoGapAndKeepTheSum(
      @ForAll @Size(min = 2, max = 6) List<@LongRange(min = 0, max = 40) Long> sizes,
      @ForAll @Size(max = 8) List<@IntRange(min = 0, max = 4) Integer> boundaries,
      @ForAll @LongRange(min = -20, max = 300) long target) {
    List<Share> shares = new ArrayList<>();
    long reached = 0;
    for (int i = 0; i < sizes.size(); i++) {
      shares.add(new Share("device" + i, reached, reached + sizes.get(i)));
      reached += sizes.get(i);
    }
    ShareBoundaries now = new ShareBoundaries(shares);
    for (int boundary : boundaries) {
      int chosen = boundary % now.count();
      List<Share> before = now.shares();
      now = now.move(chosen, target % (reached + 1));
      long next = 0;
      for (int i = 0; i < before.size(); i++) {
        assertThat(now.shares().get(i).from()).isEqualTo(next);
        assertThat(now.shares().get(i).to()).isGreaterThanOrEqualTo(next);
        if (i != chosen && i != chosen + 1) {
          assertThat(now.shares().get(i)).isEqualTo(before.get(i));
        }
        next = now.shares().get(i).to();
      }
      assertThat(next).isEqualTo(reached);
    }
  }

  @Test
  void layersMoveInProportionAndComeBackExactly() {
    ShareBoundaries half =
        new ShareBoundaries(
            List.of(new Share("a", 0, 9), new Share("b", 9, 19), new Share("c", 19, 28)));
    CommonSplit common =
        new CommonSplit(
            SplitKind.ROWS,
            "large",
            Map.of("large", thirds(), "small", half),
            Map.of("large", CommonSplit.Extent.of(56), "small", CommonSplit.Extent.of(28)));
    CommonSplit moved = common.move(0, 24);
    assertThat(moved.splits().get("small").position(0)).isEqualTo(12);
    assertThat(moved.splits().get("small").position(1)).isEqualTo(19);
    assertThat(moved.move(0, 18)).isEqualTo(common);
    CommonSplit steps = common;
    for (int i = 17; i >= 8; i--) {
      steps = steps.move(0, i);
    }
    assertThat(steps.splits().get("small").position(0)).isEqualTo(4);
    CommonSplit empty = common.move(1, 18);
    assertThat(empty.splits().get("small").shares().get(1)).isEqualTo(new Share("b", 9, 9));
  }
}
