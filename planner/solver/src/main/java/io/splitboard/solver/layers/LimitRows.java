package io.splitboard.solver.layers;

import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import io.splitboard.core.project.Constraints;
import java.util.HashMap;
import java.util.Map;

/**
 * Limits of the number of devices, of each device's share of the multiply-accumulates and of what
 * links carry, as {@link io.splitboard.core.partition.Limits} and {@link
 * io.splitboard.core.program.LinkBudgets} define them: as rows of the program, and for a given
 * assignment.
 */
final class LimitRows {

  /** Shares are rounded, as in {@link io.splitboard.core.partition.Limits}. */
  private static final double TOLERANCE = 1e-9;

  private final LayerGraph graph;
  private final int mostDevices;

  /** Multiply-accumulates that each device may do; {@code Long.MAX_VALUE} for any number. */
  private final long[] macs;

  /** Bytes that a link may carry, by its ends. */
  private final Map<String, Long> bytes = new HashMap<>();

  LimitRows(LayerGraph graph, Constraints constraints) {
    this.graph = graph;
    this.mostDevices =
        constraints.maxDevices() > 0 ? constraints.maxDevices() : graph.deviceCount();
    this.macs = new long[graph.deviceCount()];
    long all = 0;
    for (int layer = 0; layer < graph.layerCount(); layer++) {
      all += graph.macs(layer);
    }
    for (int device = 0; device < macs.length; device++) {
      Double share = constraints.shareLimits().get(graph.deviceId(device));
      boolean free = share == null || all == 0;
      macs[device] = free ? Long.MAX_VALUE : (long) Math.floor((share + TOLERANCE) * all);
    }
    bytes.putAll(constraints.linkBudgets());
  }

  /** Adds the rows. */
  void addTo(CpModel model, Crossings crossings) {
    if (mostDevices < graph.deviceCount()) {
      countDevices(model, crossings);
    }
    for (int device = 0; device < macs.length; device++) {
      if (macs[device] < Long.MAX_VALUE) {
        LinearExprBuilder done = LinearExpr.newBuilder();
        for (int layer = 0; layer < graph.layerCount(); layer++) {
          done.addTerm(crossings.on(layer, device), graph.macs(layer));
        }
        model.addLessOrEqual(done, macs[device]);
      }
    }
    Map<String, LinearExprBuilder> carried = new HashMap<>();
    for (Crossings.Sending sending : crossings.sendings()) {
      for (Flow.Hop hop : sending.flow().ways()[sending.from()][sending.to()]) {
        carried
            .computeIfAbsent(link(hop), key -> LinearExpr.newBuilder())
            .addTerm(sending.used(), sending.flow().bytes());
      }
    }
    carried.forEach(
        (link, sum) -> {
          if (bytes.containsKey(link)) {
            model.addLessOrEqual(sum, bytes.get(link));
          }
        });
  }

  private void countDevices(CpModel model, Crossings crossings) {
    LinearExprBuilder count = LinearExpr.newBuilder();
    for (int device = 0; device < graph.deviceCount(); device++) {
      BoolVar holds = model.newBoolVar("holds" + device);
      for (int layer = 0; layer < graph.layerCount(); layer++) {
        model.addImplication(crossings.on(layer, device), holds);
      }
      count.add(holds);
    }
    model.addLessOrEqual(count, mostDevices);
  }

  private String link(Flow.Hop hop) {
    return graph.deviceId(hop.from()) + "→" + graph.deviceId(hop.to());
  }

  /** Whether an assignment whose tensors have ways keeps them. */
  boolean keeps(int[] on) {
    long[] done = new long[macs.length];
    boolean[] holds = new boolean[macs.length];
    for (int layer = 0; layer < on.length; layer++) {
      done[on[layer]] += graph.macs(layer);
      holds[on[layer]] = true;
    }
    int devices = 0;
    for (int device = 0; device < macs.length; device++) {
      devices += holds[device] ? 1 : 0;
      if (done[device] > macs[device]) {
        return false;
      }
    }
    return devices <= mostDevices && (bytes.isEmpty() || keepsBudgets(on));
  }

  private boolean keepsBudgets(int[] on) {
    Map<String, Long> carried = new HashMap<>();
    for (Flow flow : graph.flows()) {
      int home = flow.home(on, graph.source());
      for (int receiver : flow.receivers(on, graph.source())) {
        for (Flow.Hop hop : flow.ways()[home][receiver]) {
          carried.merge(link(hop), flow.bytes(), Long::sum);
        }
      }
    }
    return carried.entrySet().stream()
        .allMatch(sum -> sum.getValue() <= bytes.getOrDefault(sum.getKey(), Long.MAX_VALUE));
  }
}
