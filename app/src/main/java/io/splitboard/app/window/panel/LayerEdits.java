package io.splitboard.app.window.panel;

import io.splitboard.app.window.canvas.NetworkCanvas;
import io.splitboard.app.window.canvas.PlacementListener;
import io.splitboard.app.window.canvas.ShareListener;
import io.splitboard.app.window.canvas.TopologyCanvas;
import io.splitboard.app.window.model.ProjectSession;
import io.splitboard.core.partition.CommonSplit;
import java.util.Optional;
import java.util.Set;

/** Brings drags of layers in either picture to the project, and forecasts back to both. */
public final class LayerEdits implements PlacementListener, ShareListener {
  private final ProjectSession session;
  private final NetworkCanvas network;
  private final TopologyCanvas topology;

  private LayerEdits(ProjectSession session, NetworkCanvas network, TopologyCanvas topology) {
    this.session = session;
    this.network = network;
    this.topology = topology;
  }

  /** Connects the pictures with the project. */
  public static void connect(
      ProjectSession session, NetworkCanvas network, TopologyCanvas topology) {
    LayerEdits edits = new LayerEdits(session, network, topology);
    network.setPlacementListener(edits);
    topology.setPlacementListener(edits);
    network.shares().setListener(edits);
    session
        .prediction()
        .hoveredProperty()
        .addListener(
            (value, before, now) -> {
              if (now != null) {
                edits.forecast(Forecast.of(session.prediction().shown(), now));
                network
                    .shares()
                    .setForecast("pred. " + Forecast.latency(session.prediction().shown(), now));
              }
            });
    session
        .prediction()
        .hoverProblemProperty()
        .addListener(
            (value, before, now) -> {
              if (!now.isEmpty()) {
                network.setProblem(now);
                topology.setForecast(now);
                network.shares().setForecast(now);
              }
            });
  }

  private void forecast(String text) {
    network.setForecast(text);
    topology.setForecast(text);
  }

  @Override
  public void dragOver(Set<String> layers, Optional<String> device) {
    topology.setForecast("");
    network.previewMove(layers, device);
    session.hover(layers, device);
  }

  @Override
  public void drop(Set<String> layers, String device) {
    cancelled();
    session.move(layers, device);
  }

  @Override
  public void dragged(CommonSplit split) {
    session.prediction().hover(session.designs().current().partition().with(split.placements()));
  }

  @Override
  public void changed(CommonSplit split) {
    cancelled();
    session.designs().place(split.placements());
  }

  @Override
  public void cancelled() {
    network.previewMove(Set.of(), Optional.empty());
    topology.setForecast("");
    session.prediction().endHover();
  }
}
