package io.splitboard.app.window.canvas;

import io.splitboard.app.picture.network.Crossing;
import io.splitboard.app.picture.network.HeatMode;
import io.splitboard.app.picture.network.NetworkLook;
import io.splitboard.app.picture.network.NetworkOverlay;
import io.splitboard.app.picture.paint.Palette;
import io.splitboard.core.partition.Partition;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** What the look of the network's picture depends on, each to be bound or set. */
public final class LookProperties {

  private final ObjectProperty<Partition> partition = new SimpleObjectProperty<>(this, "partition");
  private final ObjectProperty<Partition> compared = new SimpleObjectProperty<>(this, "compared");
  private final ObjectProperty<NetworkOverlay> overlay =
      new SimpleObjectProperty<>(this, "overlay", NetworkOverlay.NONE);
  private final ObjectProperty<HeatMode> heat =
      new SimpleObjectProperty<>(this, "heat", HeatMode.DEVICE);
  private final BooleanProperty logarithmic = new SimpleBooleanProperty(this, "logarithmic");
  private final ObjectProperty<DivergenceMark> divergence =
      new SimpleObjectProperty<>(this, "divergence");
  private final ObjectProperty<ToDoubleFunction<Crossing>> crossingMs =
      new SimpleObjectProperty<>(this, "crossingMs", crossing -> Double.NaN);
  private final ObjectProperty<List<String>> devices =
      new SimpleObjectProperty<>(this, "devices", List.of());

  private final StringProperty source = new SimpleStringProperty(this, "source", "");

  /** Tells of every change. */
  LookProperties(Runnable changed) {
    Stream.of(partition, compared, overlay, heat, logarithmic, divergence, devices)
        .forEach(property -> property.addListener(change -> changed.run()));
  }

  /** Where the layers are; null before there is a partition. */
  public ObjectProperty<Partition> partitionProperty() {
    return partition;
  }

  /**
   * Where the layers were before; null unless two partitions are compared. Boxes with moved layers
   * are outlined, and a second band above the usual one shows the devices before.
   */
  public ObjectProperty<Partition> comparedProperty() {
    return compared;
  }

  /** Figures and problems over the picture. */
  public ObjectProperty<NetworkOverlay> overlayProperty() {
    return overlay;
  }

  /** What the bands show. */
  public ObjectProperty<HeatMode> heatProperty() {
    return heat;
  }

  /** Whether the heat's scale is logarithmic. */
  public BooleanProperty logarithmicProperty() {
    return logarithmic;
  }

  /** Where results first differ; null if they do not, or are not compared. */
  public ObjectProperty<DivergenceMark> divergenceProperty() {
    return divergence;
  }

  /** Time of a tensor over its link, ms; NaN where nothing is known of the link. */
  public ObjectProperty<ToDoubleFunction<Crossing>> crossingMsProperty() {
    return crossingMs;
  }

  /** Ids of the devices in the order of the cluster, which gives their colours. */
  public ObjectProperty<List<String>> devicesProperty() {
    return devices;
  }

  /** Id of the device that holds inputs and receives outputs; empty where that is not known. */
  public StringProperty sourceProperty() {
    return source;
  }

  /** All of it in one value. */
  NetworkLook look(Palette palette) {
    return new NetworkLook(
        palette,
        palette.deviceColours(devices.get()),
        Optional.ofNullable(partition.get()),
        Optional.ofNullable(compared.get()),
        overlay.get(),
        heat.get(),
        logarithmic.get());
  }
}
