package io.splitboard.app.window.model;

import io.splitboard.app.picture.network.Reading;
import io.splitboard.app.picture.topology.DeviceCard;
import io.splitboard.app.picture.topology.LinkCaption;
import io.splitboard.app.service.LinkCodecChoice;
import io.splitboard.core.cluster.Catalogue;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.codec.LinkCodecs;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Transfer;
import io.splitboard.core.simulation.Prediction;
import io.splitboard.core.simulation.Summary;
import io.splitboard.fleet.DeviceTelemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Says what stands on the devices' cards and beside their links. */
public final class DeviceOverlays {
  private DeviceOverlays() {}

  /**
   * A card for every device.
   *
   * @param prediction of the shown partition; empty where it cannot run
   * @param live latest reports; empty while nothing is live
   * @param progress how far a deployment is, by device id
   */
  public static List<DeviceCard> cards(
      Cluster cluster,
      Partition partition,
      Optional<Prediction> prediction,
      Optional<Map<String, DeviceTelemetry>> live,
      Map<String, DeviceProgress> progress) {
    List<DeviceCard> cards = new ArrayList<>();
    for (Device device : cluster.devices()) {
      Optional<DeviceTelemetry> telemetry =
          live.flatMap(devices -> Optional.ofNullable(devices.get(device.id())));
      DeviceProgress state = progress.get(device.id());
      cards.add(
          new DeviceCard(
              device.id(),
              shortName(device.model()),
              device.id().equals(cluster.source()),
              live.isEmpty() || !takesPart(device, prediction)
                  ? DeviceCard.Live.NONE
                  : live(device, telemetry),
              plan(device, partition, prediction),
              telemetry.map(DeviceOverlays::warnings).orElse(List.of()),
              state != null && state.failed() ? state.text() : ""));
    }
    return cards;
  }

  private static boolean takesPart(Device device, Optional<Prediction> prediction) {
    return prediction.map(each -> each.program().devices().contains(device.id())).orElse(false);
  }

  /** The catalogue's name of a model without the maker and the memory: {@code Pi 4B}. */
  public static String shortName(String model) {
    return Catalogue.entry(model).name().replaceAll("Raspberry | \\(.*\\)", "");
  }

  private static DeviceCard.Live live(Device device, Optional<DeviceTelemetry> telemetry) {
    if (telemetry.isEmpty()) {
      return new DeviceCard.Live(Reading.PENDING, Reading.PENDING, Reading.NONE);
    }
    DeviceTelemetry report = telemetry.get();
    return new DeviceCard.Live(
        reading(report.cpuLoad()),
        Reading.of((double) report.processBytes() / device.memoryBytes()),
        reading(report.temperatureCelsius()));
  }

  private static Reading reading(OptionalDouble value) {
    return value.isPresent() ? Reading.of(value.getAsDouble()) : Reading.NONE;
  }

  private static DeviceCard.Plan plan(
      Device device, Partition partition, Optional<Prediction> prediction) {
    long layers =
        partition.placements().values().stream()
            .filter(
                placement ->
                    placement.devices().stream()
                        .anyMatch(own -> partition.team(own).contains(device.id())))
            .count();
    List<String> team =
        partition.replicas().keySet().stream()
            .map(partition::team)
            .filter(devices -> devices.contains(device.id()))
            .findFirst()
            .orElse(List.of());
    Summary.DeviceUse use =
        prediction.map(each -> each.throughput().devices().get(device.id())).orElse(null);
    return new DeviceCard.Plan(
        (int) layers,
        team,
        use == null ? 0 : use.weightBytes(),
        use == null ? 0 : use.memoryBytes(),
        device.memoryBytes());
  }

  /** The lowest bits of {@code vcgencmd get_throttled}: what is so now. */
  private static List<String> warnings(DeviceTelemetry telemetry) {
    int flags = telemetry.throttlingFlags().orElse(0);
    List<String> warnings = new ArrayList<>();
    String[] names = {"under-voltage", "frequency capped", "throttled", "hot"};
    for (int bit = 0; bit < names.length; bit++) {
      if ((flags >> bit & 1) == 1) {
        warnings.add(names[bit]);
      }
    }
    return warnings;
  }

  /**
   * A caption for every link.
   *
   * @param choices how the links in use pack
   * @param codecs of the shown design
   */
  public static List<LinkCaption> links(
      Cluster cluster,
      Profile profile,
      Optional<Prediction> prediction,
      List<LinkCodecChoice> choices,
      LinkCodecs codecs,
      Optional<Map<String, DeviceTelemetry>> live) {
    List<LinkCaption> captions = new ArrayList<>();
    for (Link link : profile.linksOf(cluster)) {
      double backMs =
          cluster.link(link.to(), link.from()).map(Link::delayMs).orElse(link.delayMs());
      Summary.LinkUse use =
          prediction
              .map(each -> each.throughput().links().get(link.from() + "→" + link.to()))
              .orElse(null);
      PackingText packing =
          PackingText.of(
              choices.stream().filter(choice -> choice.isOf(link.from(), link.to())).findFirst(),
              prediction.map(Prediction::program),
              codecs,
              live);
      captions.add(
          new LinkCaption(
              link.from(),
              link.to(),
              link.mbitPerSecond(),
              measured(link, prediction.map(Prediction::program), live),
              Reading.of(link.delayMs() + backMs),
              use == null ? Reading.NONE : Reading.of(use.busyShare()),
              packing.codec(),
              packing.lines(),
              link.origin().name().toLowerCase(Locale.ROOT),
              packing.problem()));
    }
    return captions;
  }

  /** Mean rate of the transfers over a link, weighted by their bytes. */
  private static Reading measured(
      Link link, Optional<Program> program, Optional<Map<String, DeviceTelemetry>> live) {
    DeviceTelemetry receiver = live.map(devices -> devices.get(link.to())).orElse(null);
    if (receiver == null || program.isEmpty()) {
      return Reading.NONE;
    }
    double ms = 0;
    long bytes = 0;
    for (Transfer transfer : program.get().transfers()) {
      DeviceTelemetry.TransferRate rate = receiver.transfers().get(transfer.id());
      if (transfer.from().equals(link.from()) && rate != null) {
        bytes += transfer.bytes();
        ms += 8.0 * transfer.bytes() / (rate.mbitPerSecond() * 1000);
      }
    }
    return ms > 0 ? Reading.of(8.0 * bytes / (ms * 1000)) : Reading.NONE;
  }
}
