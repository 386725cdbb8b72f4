package io.splitboard.app.picture.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.app.picture.layout.FlatGraph.Arrow;
import io.splitboard.app.picture.layout.FlatGraph.Box;
import io.splitboard.app.picture.paint.Bounds;
import io.splitboard.app.picture.paint.Point;
import io.splitboard.core.Progress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LayoutTest {

  @Test
  void aChainIsStraightAndUpright() {
    List<Box> boxes = new ArrayList<>();
    List<Arrow> arrows = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      boxes.add(Box.centred("box" + i, 120 + 10 * (i % 5), 40));
      if (i > 0) {
        arrows.add(new Arrow("box" + (i - 1), "box" + i));
      }
    }
    Placed placed = new ElkLayout().place(new FlatGraph(boxes, arrows), Progress.NONE);
    double middle = placed.boxes().get("box0").centreX();
    for (int i = 1; i < 20; i++) {
      Bounds box = placed.boxes().get("box" + i);
      assertThat(box.centreX()).isEqualTo(middle);
      assertThat(box.y()).isGreaterThan(placed.boxes().get("box" + (i - 1)).maxY() + 20);
      assertThat(placed.routes().get(arrows.get(i - 1))).hasSize(2);
    }
  }

  @Property(tries = 25)
  void boxesAreApartAndArrowsGoFromBoxToBox(
      @ForAll @IntRange(min = 1, max = 24) int size, @ForAll long seed) {
    FlatGraph graph = random(size, new Random(seed));
    for (FlatLayout layout : List.of(new ElkLayout(), new ColumnLayout())) {
      Placed placed = layout.place(graph, Progress.NONE);
      List<Bounds> boxes = List.copyOf(placed.boxes().values());
      for (int i = 0; i < boxes.size(); i++) {
        for (int j = 0; j < i; j++) {
          assertThat(boxes.get(i).intersects(boxes.get(j))).isFalse();
        }
      }
      for (Arrow arrow : graph.arrows()) {
        List<Point> route = placed.routes().get(arrow);
        Bounds from = placed.boxes().get(arrow.from());
        Bounds to = placed.boxes().get(arrow.to());
        assertThat(from.grow(0.5).contains(route.get(0))).isTrue();
        assertThat(to.grow(0.5).contains(route.get(route.size() - 1))).isTrue();
        assertThat(to.y()).isGreaterThan(from.maxY());
      }
    }
  }

  @Test
  void graphsOfTheSameShapeAreLaidOutOnce() {
    ElkLayout layout = new ElkLayout();
    FlatGraph graph = random(12, new Random(7));
    Placed first = layout.place(graph, Progress.NONE);
    List<Box> renamed =
        graph.boxes().stream()
            .map(
                box -> new Box("new " + box.id(), box.width(), box.height(), box.inX(), box.outX()))
            .toList();
    List<Arrow> arrows =
        graph.arrows().stream()
            .map(arrow -> new Arrow("new " + arrow.from(), "new " + arrow.to()))
            .toList();
    Placed second = layout.place(new FlatGraph(renamed, arrows), Progress.NONE);
    for (Box box : graph.boxes()) {
      assertThat(second.boxes().get("new " + box.id())).isSameAs(first.boxes().get(box.id()));
    }
  }

  @Test
  void aCancelledLayoutStops() {
    Progress cancelled =
        new Progress() {
          @Override
          public void report(String step, double fraction) {}

          @Override
          public boolean cancelled() {
            return true;
          }
        };
    FlatGraph graph = random(12, new Random(3));
    assertThatThrownBy(() -> new ElkLayout().place(graph, cancelled))
        .isInstanceOf(CancellationException.class);
  }

  @Property(tries = 50)
  void theGridFindsWhatASearchOfAllFinds(@ForAll long seed) {
    Random random = new Random(seed);
    GridIndex<Integer> grid = new GridIndex<>();
    List<Bounds> places = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      double size = i % 20 == 0 ? 30_000 : 300;
      Bounds place =
          new Bounds(
              random.nextDouble() * 8000 - 4000,
              random.nextDouble() * 8000 - 4000,
              random.nextDouble() * size,
              random.nextDouble() * size);
      places.add(place);
      grid.add(place, i);
    }
    Bounds area =
        new Bounds(
            random.nextDouble() * 8000 - 4000,
            random.nextDouble() * 8000 - 4000,
            random.nextDouble() * 3000,
            random.nextDouble() * 3000);
    List<Integer> expected = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      if (places.get(i).intersects(area)) {
        expected.add(i);
      }
    }
    assertThat(grid.in(area)).isEqualTo(expected);
  }

  private static FlatGraph random(int size, Random random) {
    List<Box> boxes = new ArrayList<>();
    Set<Arrow> arrows = new LinkedHashSet<>();
    for (int i = 0; i < size; i++) {
      boxes.add(Box.centred("box" + i, 60 + random.nextInt(200), 30 + random.nextInt(60)));
      for (int reads = random.nextInt(3); i > 0 && reads > 0; reads--) {
        arrows.add(new Arrow("box" + random.nextInt(i), "box" + i));
      }
    }
    return new FlatGraph(boxes, List.copyOf(arrows));
  }
}
