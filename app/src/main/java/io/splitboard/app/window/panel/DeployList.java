package io.splitboard.app.window.panel;

import io.splitboard.app.picture.paint.Palette;
import io.splitboard.app.window.model.DeviceProgress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.shape.Circle;

/** One line per device while a deployment is on its way: step, bar, bytes, or what went wrong. */
final class DeployList extends VBox {
  private record Line(
      HBox row, Circle mark, Label step, ProgressBar bar, Label detail, Label problem) {}

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
            new HBox(9),
            new Circle(5),
            Controls.label("", "muted", "small"),
            new ProgressBar(0),
            Controls.label("", "muted", "small"),
            Controls.label("", "danger", "small"));
    line.bar().setPrefSize(90, 8);
    line.bar().setMinWidth(60);
    line.bar().setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(line.bar(), Priority.ALWAYS);
    line.detail().setMinWidth(0);
    setMinWidth(0);
    line.bar().setAccessibleText("Deployment on " + device);
    line.step().setMinWidth(74);
    line.detail().setId("deploy-text-" + device);
    line.problem().setId("deploy-problem-" + device);
    line.problem().setWrapText(true);
    line.problem().setMinHeight(Region.USE_PREF_SIZE);
    Label name = Controls.label(device, "strong", "small");
    name.setMinWidth(Region.USE_PREF_SIZE);
    line.row().getChildren().addAll(line.mark(), name, line.step(), line.bar(), line.detail());
    line.row().setAlignment(Pos.CENTER_LEFT);
    Controls.showWhile(line.problem(), line.problem().textProperty().map(text -> !text.isEmpty()));
    lines.put(device, line);
    getChildren().addAll(line.row(), line.problem());
    show(line, Optional.empty());
  }

  /** Shows where each device is that takes part. */
  void show(Map<String, DeviceProgress> progress) {
    lines.forEach((device, line) -> show(line, Optional.ofNullable(progress.get(device))));
  }

  private static void show(Line line, Optional<DeviceProgress> progress) {
    line.row().setVisible(progress.isPresent());
    line.row().setManaged(progress.isPresent());
    line.problem().setText("");
    progress.ifPresent(state -> show(line, state));
  }

  private static void show(Line line, DeviceProgress state) {
    line.step().setText(state.step().name().toLowerCase(Locale.ROOT));
    line.bar().setProgress(state.overall());
    line.bar().setVisible(!state.failed());
    line.detail().setText(state.failed() ? "" : state.text());
    line.problem().setText(state.failed() ? state.text() : "");
  }

  void dress(Palette palette) {
    int index = 0;
    for (String device : devices) {
      lines.get(device).mark().setFill(Color.web(palette.device(index++).hex()));
    }
  }
}
