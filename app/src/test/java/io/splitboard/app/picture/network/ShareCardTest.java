package io.splitboard.app.picture.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.app.picture.paint.Point;
import io.splitboard.core.partition.CommonSplit;
import io.splitboard.core.partition.Placement.Share;
import io.splitboard.core.partition.ShareBoundaries;
import io.splitboard.core.partition.SplitKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShareCardTest {

  private static ShareCard card(Share... shares) {
    CommonSplit split =
        new CommonSplit(
            SplitKind.ROWS,
            "conv",
            Map.of("conv", new ShareBoundaries(List.of(shares))),
            Map.of("conv", CommonSplit.Extent.of(56)));
    return new ShareCard("conv rows", "drag a boundary", split, ShareCard.widthWithin(0));
  }

  @Test
  void aHandleStandsAtItsPositionAndIsTakenHoldOfThere() {
    ShareCard card = card(new Share("a", 0, 18), new Share("b", 18, 38), new Share("c", 38, 56));
    for (int boundary = 0; boundary < 2; boundary++) {
      Point handle = card.handle(boundary);
      assertThat(card.position(handle.x())).isEqualTo(boundary == 0 ? 18 : 38);
      assertThat(card.boundaryAt(new Point(handle.x() + 3, handle.y() - 4))).hasValue(boundary);
      assertThat(card.area().contains(handle)).isTrue();
    }
    assertThat(card.boundaryAt(new Point(2, 2))).isEmpty();
  }

  @Test
  void anEmptyShareSaysSoAndItsBoundariesCanBeTakenHoldOf() {
    ShareCard card = card(new Share("a", 0, 38), new Share("b", 38, 38), new Share("c", 38, 56));
    assertThat(card.spoken()).isEqualTo("conv rows; a 0–38; b –; c 38–56");
    assertThat(card.boundaryAt(card.handle(0))).hasValue(0);
    assertThat(card.boundaryAt(card.handle(1))).hasValue(1);
  }
}
