package io.splitboard.app.window.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.app.picture.paint.Bounds;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharePlaceTest {

  private static final Bounds AREA = new Bounds(0, 40, 660, 500);

  @Test
  void standsLeftOfItsBoxWhereThereIsRoom() {
    Bounds box = new Bounds(220, 200, 270, 44);
    Bounds place = SharePlace.of(box, 160, 120, AREA, List.of(box));
    assertThat(place.maxX()).isLessThan(box.x());
    assertThat(place.centreY()).isEqualTo(box.centreY());
  }

  @Test
  void avoidsWhatIsTaken() {
    Bounds box = new Bounds(30, 200, 200, 44);
    Bounds minimap = new Bounds(560, 300, 90, 240);
    Bounds place = SharePlace.of(box, 160, 120, AREA, List.of(box, minimap));
    assertThat(place.intersects(box)).isFalse();
    assertThat(place.intersects(minimap)).isFalse();
    assertThat(place.y()).isBetween(AREA.y(), AREA.maxY() - 120);
  }

  @Test
  void staysInsideForABoxAtTheEdge() {
    Bounds box = new Bounds(220, 520, 270, 44);
    Bounds place = SharePlace.of(box, 160, 120, AREA, List.of(box));
    assertThat(place.maxY()).isLessThanOrEqualTo(AREA.maxY());
  }
}
