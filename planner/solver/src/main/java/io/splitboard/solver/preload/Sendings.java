package io.splitboard.solver.preload;

import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.Constraint;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.IntervalVar;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import com.google.ortools.sat.Literal;
import io.splitboard.solver.preload.PreloadInstance.Tensor;
import io.splitboard.solver.preload.PreloadInstance.Way;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What goes between devices. For each tensor and reader, a literal {@code u} for each pair of
 * devices: its sums over senders and receivers are the placements of reader and producer, which is
 * tighter than {@code u ≥ z + z − 1} and means the same. A tensor goes once to each device that
 * reads it, and a way carries one tensor at a time.
 */
final class Sendings {

  /** A tensor that may go from one device to another. */
  record Sending(int tensor, int from, int to, BoolVar used, IntVar start) {}

  /** One reader of a tensor; the source reads outputs and is no layer. */
  private record Reader(Tensor tensor, int index, int layer) {
    static final int SOURCE = -1;
  }

  private final PreloadModel owner;
  private final CpModel model;
  private final PreloadInstance instance;
  private final Map<List<Integer>, Sending> sendings = new HashMap<>();
  private final Map<List<Integer>, IntVar> starts = new HashMap<>();
  private final Map<List<Integer>, List<IntervalVar>> lanes = new HashMap<>();

  Sendings(PreloadModel owner) {
    this.owner = owner;
    this.model = owner.model();
    this.instance = owner.instance();
    for (int t = 0; t < instance.tensors().size(); t++) {
      Tensor tensor = instance.tensors().get(t);
      for (int layer : tensor.readers()) {
        add(new Reader(tensor, t, layer));
      }
      if (tensor.output()) {
        add(new Reader(tensor, t, Reader.SOURCE));
      }
    }
    lanes.values().forEach(model::addNoOverlap);
  }

  /** The start of a tensor's way to a device, for every way that the program knows. */
  List<Sending> all() {
    return List.copyOf(sendings.values());
  }

  /** When a tensor leaves for a device; null where it never does. */
  IntVar start(int tensor, int to) {
    return starts.get(List.of(tensor, to));
  }

  void addEnergy(LinearExprBuilder energy) {
    for (Sending sending : sendings.values()) {
      double joule =
          instance.tensors().get(sending.tensor()).way(sending.from(), sending.to()).joule();
      energy.addTerm(sending.used(), owner.ticks().energy(joule));
    }
  }

  private void add(Reader reader) {
    int devices = instance.devices().size();
    List<List<Literal>> byReceiver = new ArrayList<>();
    for (int to = 0; to < devices; to++) {
      byReceiver.add(new ArrayList<>());
    }
    LinearExprBuilder arrival = LinearExpr.newBuilder().add(producedAt(reader.tensor()));
    for (int from = 0; from < devices; from++) {
      List<Literal> leaving = new ArrayList<>();
      for (int to = 0; to < devices; to++) {
        if (holds(reader.tensor(), from) && reads(reader, to)) {
          Literal way = way(reader, from, to, arrival);
          if (way != null) {
            leaving.add(way);
            byReceiver.get(to).add(way);
          }
        }
      }
      if (holds(reader.tensor(), from)) {
        model.addEquality(sum(leaving), holding(reader.tensor(), from));
      }
    }
    for (int to = 0; to < devices; to++) {
      if (reads(reader, to)) {
        model.addEquality(sum(byReceiver.get(to)), reading(reader, to));
      }
    }
    unlessTogether(model.addGreaterOrEqual(waiting(reader), arrival), reader);
  }

  private Literal way(Reader reader, int from, int to, LinearExprBuilder arrival) {
    if (from == to) {
      return model.newBoolVar("");
    }
    Way way = reader.tensor().way(from, to);
    if (!way.exists()) {
      return null;
    }
    BoolVar used = model.newBoolVar("");
    long ticks = owner.ticks().of(way.transferMs());
    arrival.addTerm(used, ticks);
    Sending sending =
        sendings.computeIfAbsent(
            List.of(reader.index(), from, to), key -> sending(reader, from, to, way));
    model.addImplication(used, sending.used());
    if (!instance.isChain()) {
      model
          .addGreaterOrEqual(waiting(reader), LinearExpr.affine(sending.start(), 1, ticks))
          .onlyEnforceIf(used);
    }
    return used;
  }

  private Sending sending(Reader reader, int from, int to, Way way) {
    IntVar start =
        starts.computeIfAbsent(
            List.of(reader.index(), to),
            key -> {
              IntVar made = owner.time("");
              model.addGreaterOrEqual(made, producedAt(reader.tensor()));
              return made;
            });
    BoolVar used = model.newBoolVar("");
    if (!instance.isChain()) {
      lanes
          .computeIfAbsent(List.of(from, to), key -> new ArrayList<>())
          .add(
              model.newOptionalFixedSizeIntervalVar(
                  start, owner.ticks().of(way.occupiedMs()), used, ""));
    }
    return new Sending(reader.index(), from, to, used, start);
  }

  /** Inside a bundle, tensors wait for nothing. */
  private void unlessTogether(Constraint constraint, Reader reader) {
    List<Literal> apart = new ArrayList<>();
    for (int u = 0; u < owner.units().size(); u++) {
      List<Integer> layers = owner.units().get(u).layers();
      if (layers.size() > 1
          && layers.contains(reader.layer())
          && layers.contains(reader.tensor().producer())) {
        apart.add(owner.present(u).not());
      }
    }
    if (!apart.isEmpty()) {
      constraint.onlyEnforceIf(apart.toArray(Literal[]::new));
    }
  }

  private LinearExpr producedAt(Tensor tensor) {
    return tensor.producer() == PreloadInstance.FROM_SOURCE
        ? LinearExpr.constant(0)
        : LinearExpr.affine(owner.finish(tensor.producer()), 1, 0);
  }

  private IntVar waiting(Reader reader) {
    return reader.layer() == Reader.SOURCE ? owner.latency() : owner.waitsForInputs(reader.layer());
  }

  private boolean holds(Tensor tensor, int device) {
    return tensor.producer() == PreloadInstance.FROM_SOURCE
        ? device == instance.source()
        : owner.on(tensor.producer(), device) != null;
  }

  private LinearExpr holding(Tensor tensor, int device) {
    return tensor.producer() == PreloadInstance.FROM_SOURCE
        ? LinearExpr.constant(1)
        : LinearExpr.sum(new Literal[] {owner.on(tensor.producer(), device)});
  }

  private boolean reads(Reader reader, int device) {
    return reader.layer() == Reader.SOURCE
        ? device == instance.source()
        : owner.on(reader.layer(), device) != null;
  }

  private LinearExpr reading(Reader reader, int device) {
    return reader.layer() == Reader.SOURCE
        ? LinearExpr.constant(1)
        : LinearExpr.sum(new Literal[] {owner.on(reader.layer(), device)});
  }

  private static LinearExpr sum(List<Literal> literals) {
    return LinearExpr.sum(literals.toArray(Literal[]::new));
  }
}
