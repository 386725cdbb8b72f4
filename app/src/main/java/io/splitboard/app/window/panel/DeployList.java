package io.splitboard.app.window.panel;

import io.splitboard.app.window.model.DeviceProgress;
import io.splitboard.app.window.theme.Palette;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.shape.Circle;

/** One line per device while a deployment is on its way: step, bar, bytes, or what went wrong. */
final class DeployList extends VBox {
  private record Line(Circle mark, Label step, ProgressBar bar, Label detail, Label problem) {}

  private final List<String> devices;
  private final Map<String, Line> lines = new LinkedHashMap<>();

  DeployList(List<String> devices) {
    this.devices = devices;
    setId("deploy-progress");
    getStyleClass().add("card");
    devices.forEach(this::add);
  }

  private void add(String device) {
    Line line =
        new Line(
            new Circle(5),
            Controls.label("waiting", "muted", "small"),
            new ProgressBar(0),
            Controls.label("", "muted", "small"),
            Controls.label("", "danger", "small"));
    line.bar().setPrefSize(90, 8);
    line.bar().setMinWidth(60);
    line.bar().setAccessibleText("Deployment on " + device);
    line.step().setMinWidth(74);
    line.detail().setId("deploy-text-" + device);
    line.problem().setId("deploy-problem-" + device);
    line.problem().setWrapText(true);
    line.problem().setMinHeight(Region.USE_PREF_SIZE);
    Label name = Controls.label(device, "strong", "small");
    name.setMinWidth(Region.USE_PREF_SIZE);
    HBox row = new HBox(9, line.mark(), name, line.step(), line.bar(), line.detail());
    row.setAlignment(Pos.CENTER_LEFT);
    Controls.showWhile(line.problem(), line.problem().textProperty().map(text -> !text.isEmpty()));
    lines.put(device, line);
    getChildren().addAll(row, line.problem());
  }

  /** Shows where each device is; those that are not named wait. */
  void show(Map<String, DeviceProgress> progress) {
    lines.forEach((device, line) -> show(line, progress.get(device)));
  }

  private static void show(Line line, DeviceProgress state) {
    boolean failed = state != null && state.failed();
    line.step().setText(state == null ? "waiting" : state.step().name().toLowerCase(Locale.ROOT));
    line.bar().setProgress(state == null ? 0 : state.overall());
    line.bar().setVisible(!failed);
    line.detail().setText(state == null || failed ? "" : state.text());
    line.problem().setText(failed ? state.text() : "");
  }

  void dress(Palette palette) {
    int index = 0;
    for (String device : devices) {
      lines.get(device).mark().setFill(Color.web(palette.device(index++).hex()));
    }
  }
}
