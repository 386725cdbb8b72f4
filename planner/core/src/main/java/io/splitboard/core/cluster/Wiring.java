package io.splitboard.core.cluster;

import io.splitboard.core.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Links between all pairs of devices, from catalogue figures. */
public final class Wiring {

  private Wiring() {}

  /**
   * Links between all pairs, every device on the same kind of connection.
   *
   * @param preset {@code ethernet} or {@code wifi}
   * @throws UserException if a device has no such port
   */
  public static List<Link> allPairs(List<Device> devices, String preset) {
    return allPairs(
        devices,
        devices.stream().collect(java.util.stream.Collectors.toMap(Device::id, device -> preset)));
  }

  /**
   * Links between all pairs, each device on its own kind of connection. A link is as fast as the
   * slower of its two ends and has the longer of their round trips. An uplink (3G, 4G, …) belongs
   * to the device that is far away: others send to it at the preset's up rate and receive from it
   * at the down rate.
   *
   * @param presets id of the link preset, by device id
   * @throws UserException if a device has no preset or not the port for it
   */
  public static List<Link> allPairs(List<Device> devices, Map<String, String> presets) {
    List<Link> links = new ArrayList<>();
    for (Device from : devices) {
      for (Device to : devices) {
        if (from != to) {
          links.add(link(from, preset(from, presets), to, preset(to, presets)));
        }
      }
    }
    return links;
  }

  private static LinkPreset preset(Device device, Map<String, String> presets) {
    String preset = presets.get(device.id());
    if (preset == null) {
      throw new UserException(
          "Device %s has no kind of connection: give it one of the link presets."
              .formatted(device.id()));
    }
    return Catalogue.preset(preset);
  }

  private static Link link(Device from, LinkPreset out, Device to, LinkPreset in) {
    double send = out.uplink() ? out.downMbitPerSecond() : portRate(from, out);
    double receive = in.uplink() ? in.upMbitPerSecond() : portRate(to, in);
    double roundTripMs = Math.max(out.roundTripMs(), in.roundTripMs());
    return new Link(from.id(), to.id(), Math.min(send, receive), roundTripMs / 2, Origin.CATALOGUE);
  }

  private static double portRate(Device device, LinkPreset preset) {
    Double rate = Catalogue.entry(device.model()).access().get(preset.id());
    if (rate == null) {
      throw new UserException(
          "Device %s is a %s, which has no %s port: choose another link preset for it."
              .formatted(device.id(), Catalogue.entry(device.model()).name(), preset.name()));
    }
    return rate;
  }
}
