package io.splitboard.app.window.panel;

import io.splitboard.app.picture.paint.Palette;
import io.splitboard.app.window.model.DeviceOverlays;
import io.splitboard.app.window.model.ProjectSession;
import io.splitboard.core.cluster.Catalogue;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.project.Design;
import io.splitboard.core.project.ExperimentHeader;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.InvalidationListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.shape.Circle;

/** What the project holds: its model, devices, designs and experiments. */
public final class SidebarPanel extends ScrollPane {
  private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm");
  private static final DateTimeFormatter EARLIER =
      DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

  private final ProjectSession session;
  private final SidebarSection devices;
  private final SidebarSection designs;
  private final SidebarSection experiments;

  /**
   * Makes the panel.
   *
   * @param editDevices small control beside the heading of the devices
   * @param newDesign small control beside the heading of the designs
   */
  public SidebarPanel(ProjectSession session, Node editDevices, Node newDesign) {
    this.session = session;
    SidebarSection models = new SidebarSection("Models", "");
    Button model =
        SidebarSection.entry(
            "model", null, session.model().title(), session.model().kind(), () -> {});
    model.setTooltip(new Tooltip(String.join("\n", session.model().lines())));
    SidebarSection.select(model, false);
    models.show(List.of(model));
    devices = new SidebarSection("Devices", "No devices: add one.", editDevices);
    designs = new SidebarSection("Designs", "No design yet.", newDesign);
    experiments =
        new SidebarSection(
            "Experiments", "No experiment yet: deploy a design, then Record the run.");
    VBox sections = new VBox(models, devices, designs, experiments);
    sections.getStyleClass().add("sidebar");
    sections.setMinWidth(0);
    setContent(sections);
    setFitToWidth(true);
    setFitToHeight(true);
    setHbarPolicy(ScrollBarPolicy.NEVER);
    getStyleClass().addAll("sidebar", "edge-to-edge");
    setId("sidebar");
    listen();
  }

  private void listen() {
    session.designs().currentProperty().addListener((value, before, now) -> showDesigns());
    session.designs().designs().addListener((InvalidationListener) list -> showDesigns());
    session.experiments().headers().addListener((InvalidationListener) list -> showExperiments());
    InvalidationListener chosen = property -> showExperiments();
    session.experiments().firstProperty().addListener(chosen);
    session.experiments().secondProperty().addListener(chosen);
    showDesigns();
    showExperiments();
  }

  /** Colours the devices' marks. */
  public void dress(Palette palette) {
    List<Node> entries = new ArrayList<>();
    int index = 0;
    for (Device device : session.cluster().devices()) {
      Circle mark = new Circle(5, Color.web(palette.device(index++).hex()));
      boolean source = device.id().equals(session.cluster().source());
      Button entry =
          SidebarSection.entry(
              "device-" + device.id(),
              mark,
              device.id(),
              DeviceOverlays.shortName(device.model()) + " · " + place(device.connection()),
              () -> session.selection().selectDevice(device.id()));
      entry.setTooltip(
          new Tooltip(
              Catalogue.entry(device.model()).name()
                  + "\n"
                  + place(device.connection())
                  + (source ? "\ninputs start and outputs end here" : "")));
      entries.add(entry);
    }
    devices.show(entries);
  }

  private static String place(Connection connection) {
    if (connection instanceof Connection.Ssh ssh) {
      return ssh.host();
    }
    return connection instanceof Connection.Virtual ? "virtual" : "this computer";
  }

  private void showDesigns() {
    List<Node> entries = new ArrayList<>();
    String shown = session.designs().current().id();
    for (Design design : session.designs().designs()) {
      Button entry =
          SidebarSection.entry(
              "design-" + design.id(),
              null,
              design.name(),
              "",
              () -> session.designs().select(design.id()));
      SidebarSection.select(entry, design.id().equals(shown));
      entries.add(entry);
    }
    designs.show(entries);
  }

  private void showExperiments() {
    List<Node> entries = new ArrayList<>();
    String first = session.experiments().firstProperty().get();
    String second = session.experiments().secondProperty().get();
    for (ExperimentHeader header : session.experiments().headers()) {
      boolean isFirst = header.id().equals(first);
      boolean isSecond = header.id().equals(second);
      Node mark = isFirst || isSecond ? Controls.label(isFirst ? "A" : "B", "strong") : null;
      Button entry =
          SidebarSection.entry(
              "experiment-" + header.id(),
              mark,
              when(header.when()) + "  " + header.name(),
              "",
              () -> session.experiments().choose(header.id()));
      entry.setTooltip(new Tooltip(ExperimentText.of(header)));
      SidebarSection.select(entry, isFirst || isSecond);
      entries.add(entry);
    }
    experiments.show(entries);
  }

  private static String when(Instant instant) {
    ZonedDateTime time = instant.atZone(ZoneId.systemDefault());
    boolean today = time.toLocalDate().equals(LocalDate.now());
    return time.format(today ? TODAY : EARLIER);
  }
}
