package io.splitboard.app.window.panel;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.app.window.model.Figure;
import java.util.List;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Group;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class FiguresStripTest {

  private static final double NARROW = 330;

  @Start
  void start(Stage stage) {
    Figure wide =
        new Figure("p99", "35.0 ms", "a detail that is far too long", Figure.Tone.NEUTRAL, "");
    List<Figure> figures = List.of(wide, wide, wide, wide, wide);
    FiguresStrip strip = new FiguresStrip(new SimpleObjectProperty<>(figures));
    strip.setPrefWidth(NARROW);
    // A group gives the strip its preferred width, however wide the stage of another test was.
    stage.setScene(new Scene(new Group(strip)));
    stage.show();
  }

  @Test
  void detailsAreCutOffBeforeFiguresAre(FxRobot robot) {
    for (int index = 0; index < 5; index++) {
      Label value = robot.lookup("#figure-" + index).queryAs(Label.class);
      assertThat(value.getWidth()).isGreaterThanOrEqualTo(Math.floor(value.prefWidth(-1)));
    }
    Label detail = robot.lookup("#figure-detail-0").queryAs(Label.class);
    assertThat(detail.getWidth()).isLessThan(detail.prefWidth(-1));
  }
}
