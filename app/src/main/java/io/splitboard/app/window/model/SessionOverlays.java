package io.splitboard.app.window.model;

import io.splitboard.app.picture.network.NetworkOverlay;
import io.splitboard.app.picture.topology.DeviceCard;
import io.splitboard.app.picture.topology.LinkCaption;
import io.splitboard.app.service.LinkCodecChoice;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.simulation.Prediction;
import io.splitboard.fleet.DeviceTelemetry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** What lies over the pictures of an open project: predicted, and measured where it is live. */
final class SessionOverlays {
  private final ProjectSession session;
  private final ReadOnlyObjectWrapper<NetworkOverlay> overlay =
      new ReadOnlyObjectWrapper<>(NetworkOverlay.NONE);
  private final ReadOnlyObjectWrapper<List<DeviceCard>> cards =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<List<LinkCaption>> links =
      new ReadOnlyObjectWrapper<>(List.of());

  private List<LinkCodecChoice> codecs = List.of();

  SessionOverlays(ProjectSession session) {
    this.session = session;
  }

  /** What may be chosen for each link that the shown design uses. */
  List<LinkCodecChoice> codecs() {
    return codecs;
  }

  ReadOnlyObjectProperty<NetworkOverlay> overlayProperty() {
    return overlay.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<List<DeviceCard>> cardsProperty() {
    return cards.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<List<LinkCaption>> linksProperty() {
    return links.getReadOnlyProperty();
  }

  void refresh() {
    RunModel run = session.run();
    Optional<Prediction> shown = session.prediction().shown();
    Optional<Map<String, DeviceTelemetry>> live =
        run.shows(session.designs().current())
            ? Optional.of(run.snapshotProperty().get().devices())
            : Optional.empty();
    Profile profile = session.workspace().profile();
    overlay.set(
        shown.map(each -> NetworkOverlays.of(each, profile, live)).orElse(NetworkOverlay.NONE));
    cards.set(
        DeviceOverlays.cards(
            session.cluster(),
            session.designs().current().partition(),
            shown,
            live,
            run.devicesProperty().get()));
    codecs =
        shown
            .map(each -> LinkCodecChoice.of(each.program(), session.cluster(), profile))
            .orElse(List.of());
    links.set(
        DeviceOverlays.links(
            session.cluster(),
            profile,
            shown,
            codecs,
            session.designs().current().partition().codecs(),
            live));
  }
}
