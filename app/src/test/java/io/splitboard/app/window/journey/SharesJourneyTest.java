package io.splitboard.app.window.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.app.window.canvas.ShareEditor;
import io.splitboard.core.network.Block;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javafx.geometry.Point2D;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/** Sharing layers out and changing the shares, with a robot's hands. */
class SharesJourneyTest extends WindowJourney {

  @BeforeEach
  void openProject(FxRobot robot) throws TimeoutException {
    openSettled(robot, JourneyProject.create(folder.resolve("project-" + System.nanoTime())));
  }

  @Test
  void splitsABlockByRowsDragsABoundaryAndTakesItBack(FxRobot robot) throws TimeoutException {
    notOnMonocle("context menus");
    String layer = session().network().blocks().get(1).layers().get(0);
    robot.rightClickOn(pointOf(robot, layer));
    await(() -> popups() > 0);
    robot.interact(() -> entry("Split evenly by", "rows").fire());
    await(() -> partition().of(layer) instanceof Placement.Rows);
    ShareEditor editor = canvas(robot).shares().editor();
    await(() -> editor.isVisible() && session().prediction().shown().isPresent());
    await(() -> text(robot, "#figure-detail-0").equals("predicted"));
    Partition even = partition();
    String before = text(robot, "#figure-0");

    Point2D handle = handleOf(editor, 0);
    robot.drag(handle);
    robot.moveTo(handle.add(-12, 0));
    await(() -> session().prediction().hoveredProperty().get() != null);
    await(() -> text(robot, "#figure-detail-0").endsWith("%"));
    assertThat(partition()).isEqualTo(even);
    robot.drop();
    await(() -> !partition().equals(even));
    List<Placement.Share> shares = ((Placement.Rows) partition().of(layer)).shares();
    List<Placement.Share> old = ((Placement.Rows) even.of(layer)).shares();
    assertThat(shares.get(0).to()).isLessThan(old.get(0).to()).isEqualTo(shares.get(1).from());
    assertThat(shares.get(2)).isEqualTo(old.get(2));
    await(() -> text(robot, "#figure-detail-0").equals("predicted"));
    assertThat(text(robot, "#figure-0")).isNotEqualTo(before);

    Partition dragged = partition();
    robot.type(KeyCode.RIGHT);
    await(() -> !partition().equals(dragged));
    assertThat(((Placement.Rows) partition().of(layer)).shares().get(0).to())
        .isEqualTo(shares.get(0).to() + 1);
    robot.clickOn("#edit-undo");
    await(() -> partition().equals(dragged));
    robot.clickOn("#edit-undo");
    await(() -> partition().equals(even));
    await(() -> text(robot, "#figure-0").equals(before));
  }

  @Test
  void splitsTwoBlocksByChannelsInPairsAndTakesItBack(FxRobot robot) throws TimeoutException {
    notOnMonocle("context menus");
    List<Block> blocks = session().network().blocks();
    List<String> layers =
        Stream.of(blocks.get(1), blocks.get(2)).flatMap(block -> block.layers().stream()).toList();
    Partition before = partition();
    robot.clickOn(pointOf(robot, blocks.get(1).layers().get(0)));
    robot.press(KeyCode.CONTROL);
    robot.clickOn(pointOf(robot, blocks.get(2).layers().get(0)));
    robot.release(KeyCode.CONTROL);
    robot.rightClickOn(pointOf(robot, blocks.get(2).layers().get(0)));
    await(() -> popups() > 0);
    robot.interact(() -> entry("Split evenly by", "channels in pairs, one reduction each").fire());
    await(() -> !partition().equals(before));
    assertThat(layers.stream().map(partition()::of))
        .anyMatch(Placement.Channels.class::isInstance)
        .anyMatch(Placement.InputChannels.class::isInstance);
    robot.clickOn("#edit-undo");
    await(() -> partition().equals(before));
  }

  private static Point2D handleOf(ShareEditor editor, int boundary) {
    var handle = editor.handle(boundary);
    return editor.localToScreen(handle.x(), handle.y());
  }
}
