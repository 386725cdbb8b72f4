package io.splitboard.app.window.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.app.picture.topology.LinkCaption;
import io.splitboard.app.window.canvas.TopologyCanvas;
import io.splitboard.core.codec.Codec;
import io.splitboard.core.codec.ErrorBudget;
import io.splitboard.core.codec.LinkCodecs;
import io.splitboard.core.network.Layer;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.project.Design;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import javafx.geometry.Point2D;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/** Devices that take turns and links that pack, chosen with a robot's hands. */
class TurnsJourneyTest extends WindowJourney {

  @BeforeEach
  void openProject(FxRobot robot) throws TimeoutException {
    openSettled(robot, JourneyProject.create(folder.resolve("project-" + System.nanoTime())));
  }

  @Test
  void devicesTakeTurnsLinksPackAndBothAreTakenBackAndSaved(FxRobot robot) throws TimeoutException {
    notOnMonocle("context menus");
    List<String> all = session().network().layers().stream().map(Layer::id).toList();
    int cut = all.indexOf("stem.relu") + 1;
    robot.interact(
        () -> {
          session().designs().replace(Partition.onOneDevice(session().network(), "pi-a"));
          session().designs().move(all.subList(cut, all.size()), "pi-b");
        });
    Partition chain = partition();
    await(() -> session().codecs().choice("pi-a", "pi-b").isPresent());
    double chainMs = periodMs();

    robot.rightClickOn(cardOf(robot, "pi-b"));
    await(() -> popups() > 0);
    robot.interact(() -> entry("Do its layers in turns with", "pi-c").fire());
    assertThat(partition()).isEqualTo(chain.withReplicas(Map.of("pi-b", List.of("pi-c"))));
    await(() -> session().codecs().choice("pi-a", "pi-c").isPresent());
    assertThat(periodMs()).isLessThan(0.6 * chainMs);
    Partition turns = partition();

    rightClickLink(robot);
    await(() -> popups() > 0);
    robot.interact(() -> entry("pi-a → pi-b", "lz4: not tried yet").fire());
    Partition packed = turns.withCodecs(LinkCodecs.NONE.with("pi-a", "pi-b", Codec.LZ4));
    assertThat(partition()).isEqualTo(packed);
    await(() -> session().codecs().tried() && measured());
    assertThat(caption().codec()).isEqualTo("lz4");
    assertThat(caption().packing().get(0)).matches("packed with lz4: \\d+ % of the bytes");
    assertThat(caption().packing().get(1)).matches("pays below [\\d,]+ Mbit/s \\(measured\\)");
    assertThat(session().prediction().shown().orElseThrow().latency().transferBytesPerRequest())
        .isLessThan(session().prediction().shown().orElseThrow().program().transferBytes());

    rightClickLink(robot);
    await(() -> popups() > 0);
    robot.interact(() -> entry("pi-a → pi-b · lz4", "float16, lossy, error ≤ 0.00049").fire());
    ErrorBudget budget = ErrorBudget.relative(0x1p-11);
    assertThat(partition())
        .isEqualTo(turns.withCodecs(LinkCodecs.NONE.with("pi-a", "pi-b", Codec.FLOAT16, budget)));
    await(() -> caption().codec().equals("float16 (lossy)"));
    assertThat(caption().packing().get(0))
        .isEqualTo("packed with float16, lossy: 50 % of the bytes");
    assertThat(caption().packing().get(2))
        .isEqualTo("lossy: allowed error 0.00049 of the largest value");

    robot.clickOn("#edit-undo");
    await(() -> partition().equals(packed));
    robot.clickOn("#edit-undo");
    await(() -> partition().equals(turns));
    robot.clickOn("#edit-redo");
    await(() -> partition().equals(packed));
    robot.interact(() -> session().designs().save());
    await(() -> !session().designs().dirtyProperty().get());
    assertThat(session().project().designs()).extracting(Design::partition).contains(packed);

    robot.rightClickOn(cardOf(robot, "pi-c"));
    await(() -> popups() > 0);
    robot.interact(() -> entry("Do pi-b's layers in turns with", "pi-c").fire());
    assertThat(partition().replicas()).isEmpty();
  }

  private double periodMs() {
    return 1000 / session().prediction().shown().orElseThrow().throughput().throughputPerSecond();
  }

  private boolean measured() {
    return caption().packing().toString().contains("(measured)");
  }

  private LinkCaption caption() {
    return session().linksProperty().get().stream()
        .filter(link -> link.from().equals("pi-a") && link.to().equals("pi-b"))
        .findFirst()
        .orElseThrow();
  }

  private static Point2D cardOf(FxRobot robot, String device) {
    TopologyCanvas devices = robot.lookup("#topology-canvas").queryAs(TopologyCanvas.class);
    var box = devices.cardBounds(device).orElseThrow();
    return devices.localToScreen(box.centreX(), box.centreY());
  }

  private static void rightClickLink(FxRobot robot) {
    TopologyCanvas devices = robot.lookup("#topology-canvas").queryAs(TopologyCanvas.class);
    var place = devices.linkPoint("pi-a", "pi-b").orElseThrow();
    robot.rightClickOn(devices.localToScreen(place.x(), place.y()));
  }
}
