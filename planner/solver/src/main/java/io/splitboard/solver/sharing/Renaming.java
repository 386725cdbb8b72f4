package io.splitboard.solver.sharing;

import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Other devices in the same places. */
public final class Renaming {

  private Renaming() {}

  /** A partition with other devices; shares of one device that come to touch become one. */
  public static Partition of(Partition partition, UnaryOperator<String> name) {
    Map<String, Placement> placements = new LinkedHashMap<>();
    partition.placements().forEach((layer, old) -> placements.put(layer, of(old, name)));
    return partition.withReplicas(of(partition.replicas(), name)).placed(placements);
  }

  /** Devices that take turns, under other names. */
  public static Map<String, List<String>> of(
      Map<String, List<String>> replicas, UnaryOperator<String> name) {
    Map<String, List<String>> renamed = new LinkedHashMap<>();
    replicas.forEach(
        (device, others) ->
            renamed.put(name.apply(device), others.stream().map(name).distinct().toList()));
    return renamed;
  }

  /** A placement with other devices. */
  public static Placement of(Placement placement, UnaryOperator<String> name) {
    if (placement instanceof Placement.Whole whole) {
      return new Placement.Whole(name.apply(whole.device()));
    }
    Placement.Split split = (Placement.Split) placement;
    List<Placement.Share> shares = new ArrayList<>();
    for (Placement.Share share : split.shares()) {
      String device = name.apply(share.device());
      int last = shares.size() - 1;
      if (last >= 0
          && shares.get(last).device().equals(device)
          && shares.get(last).to() == share.from()) {
        shares.set(last, new Placement.Share(device, shares.get(last).from(), share.to()));
      } else {
        shares.add(new Placement.Share(device, share.from(), share.to()));
      }
    }
    return shares.size() == 1
        ? new Placement.Whole(shares.get(0).device())
        : Placement.split(split.kind(), shares);
  }
}
