package io.splitboard.separable.export;

import io.splitboard.core.UserException;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Places an exported network: group k whole on the k-th device, the host's layers on the first. */
public final class GroupPartition {

  private static final Pattern GROUP = Pattern.compile("g(\\d{1,4})\\..+");

  private GroupPartition() {}

  /**
   * Makes the partition.
   *
   * @param network imported from a model of {@link GroupedOnnx}
   * @param devices one id for each group; the first is the host
   * @throws UserException if the network has layers without a group or more groups than devices
   */
  public static Partition of(Network network, List<String> devices) {
    Map<String, Placement> placements = new LinkedHashMap<>();
    for (Layer layer : network.layers()) {
      placements.put(layer.id(), new Placement.Whole(devices.get(device(layer, devices))));
    }
    return new Partition(placements);
  }

  private static int device(Layer layer, List<String> devices) {
    if (layer.id().startsWith(GroupedOnnx.HOST)) {
      return 0;
    }
    Matcher group = GROUP.matcher(layer.id());
    if (!group.matches()) {
      throw new UserException(
          "Layer "
              + layer.id()
              + " belongs to no device group; choose a network exported by the separable study.");
    }
    int number = Integer.parseInt(group.group(1));
    if (number >= devices.size()) {
      throw new UserException(
          "Layer "
              + layer.id()
              + " needs "
              + (number + 1)
              + " devices, but there are "
              + devices.size()
              + "; add devices to the cluster.");
    }
    return number;
  }
}
