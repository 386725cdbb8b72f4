package io.splitboard.solver.layers;

import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import com.google.ortools.sat.Literal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Variables that every objective shares: where each layer is, which way each tensor takes to each
 * reader and over which links it is sent.
 *
 * <p>For each reader the ways form a small transport problem: {@code Σ_j way[i,j] = made on i},
 * {@code Σ_i way[i,j] = read on j}. For a chain of layers this is the shortest-path polytope, whose
 * corners are whole numbers, so that the linear relaxation alone proves the optimum.
 */
final class Crossings {

  /** A tensor on its way from device i to device j. */
  record Sending(Flow flow, int from, int to, Literal used) {}

  /** How a reader gets a tensor: the literal says that it is made on one and read on the other. */
  record Way(int from, int to, Literal used) {}

  private final CpModel model;
  private final LayerGraph graph;
  private final Literal[][] on;
  private final Literal[][] begins;
  private final Map<Flow, List<List<Way>>> ways = new HashMap<>();
  private final List<Sending> sendings = new ArrayList<>();
  private final List<List<Copy>> copies = new ArrayList<>();

  /** Copying that a layer pays on a device if a tensor crosses. */
  private record Copy(int device, Literal crosses, long ticks) {}

  Crossings(CpModel model, LayerGraph graph, boolean keepMemory) {
    this.model = model;
    this.graph = graph;
    this.on = new Literal[graph.layerCount()][graph.deviceCount()];
    this.begins = new Literal[graph.layerCount()][graph.deviceCount()];
    place();
    graph.flows().forEach(this::cross);
    for (int layer = 0; layer < on.length; layer++) {
      copies.add(graph.copying().any() ? copies(layer) : List.of());
    }
    if (keepMemory) {
      limitMemory();
    }
    if (graph.hasOverhead()) {
      findBeginnings();
    }
  }

  private void place() {
    for (int layer = 0; layer < on.length; layer++) {
      for (int device = 0; device < graph.deviceCount(); device++) {
        on[layer][device] =
            graph.allowed(layer, device)
                ? model.newBoolVar("l" + layer + "d" + device)
                : model.falseLiteral();
      }
      model.addExactlyOne(on[layer]);
    }
  }

  private void cross(Flow flow) {
    List<List<Way>> byReader = new ArrayList<>();
    for (int reader : flow.readers()) {
      byReader.add(ways(flow, producerOn(flow), on[reader]));
    }
    if (flow.output()) {
      byReader.add(ways(flow, producerOn(flow), sourceOnly()));
    }
    ways.put(flow, byReader);
    send(flow, byReader);
  }

  private Literal[] producerOn(Flow flow) {
    return flow.producer() == Flow.FROM_SOURCE ? sourceOnly() : on[flow.producer()];
  }

  private Literal[] sourceOnly() {
    Literal[] place = new Literal[graph.deviceCount()];
    java.util.Arrays.fill(place, model.falseLiteral());
    place[graph.source()] = model.trueLiteral();
    return place;
  }

  private List<Way> ways(Flow flow, Literal[] made, Literal[] read) {
    int count = graph.deviceCount();
    List<Way> result = new ArrayList<>();
    LinearExprBuilder[] leaving = builders(count);
    LinearExprBuilder[] arriving = builders(count);
    for (int from = 0; from < count; from++) {
      for (int to = 0; to < count; to++) {
        if (isFalse(made[from]) || isFalse(read[to]) || !flow.canGo(from, to)) {
          continue;
        }
        BoolVar used = model.newBoolVar("");
        leaving[from].add(used);
        arriving[to].add(used);
        result.add(new Way(from, to, used));
      }
    }
    for (int device = 0; device < count; device++) {
      model.addEquality(leaving[device], made[device]);
      model.addEquality(arriving[device], read[device]);
    }
    return result;
  }

  private boolean isFalse(Literal literal) {
    return literal.getIndex() == model.falseLiteral().getIndex();
  }

  private static LinearExprBuilder[] builders(int count) {
    LinearExprBuilder[] builders = new LinearExprBuilder[count];
    for (int i = 0; i < count; i++) {
      builders[i] = LinearExpr.newBuilder();
    }
    return builders;
  }

  /** A tensor goes to a device once, however many layers read it there. */
  private void send(Flow flow, List<List<Way>> byReader) {
    Map<List<Integer>, List<Literal>> uses = new HashMap<>();
    for (List<Way> reader : byReader) {
      for (Way way : reader) {
        if (way.from() != way.to()) {
          uses.computeIfAbsent(List.of(way.from(), way.to()), key -> new ArrayList<>())
              .add(way.used());
        }
      }
    }
    uses.forEach(
        (ends, literals) -> {
          Literal used = literals.get(0);
          if (literals.size() > 1) {
            used = model.newBoolVar("");
            for (Literal literal : literals) {
              model.addImplication(literal, used);
            }
          }
          sendings.add(new Sending(flow, ends.get(0), ends.get(1), used));
        });
  }

  /**
   * Weights and the largest working memory fit each device, as {@link
   * io.splitboard.core.partition.WorkingMemory} defines it.
   */
  private void limitMemory() {
    for (int device = 0; device < graph.deviceCount(); device++) {
      long limit = graph.memoryBytes(device);
      long most = 0;
      long working = 0;
      LinearExprBuilder weights = LinearExpr.newBuilder();
      for (int layer = 0; layer < on.length; layer++) {
        weights.addTerm(on[layer][device], graph.weightBytes(layer));
        most += graph.weightBytes(layer);
        working = Math.max(working, graph.workingBytes(layer));
      }
      if (most + working <= limit) {
        continue;
      }
      var largest = model.newIntVar(0, working, "working" + device);
      for (int layer = 0; layer < on.length; layer++) {
        if (graph.workingBytes(layer) > 0) {
          model.addGreaterOrEqual(
              largest, LinearExpr.term(on[layer][device], graph.workingBytes(layer)));
        }
      }
      model.addLessOrEqual(weights.add(largest), limit);
    }
  }

  private List<Copy> copies(int layer) {
    List<Copy> result = new ArrayList<>();
    for (Flow flow : graph.inFlows(layer)) {
      for (int i = 0; i < flow.readers().length; i++) {
        if (flow.readers()[i] == layer && flow.producer() != Flow.FROM_SOURCE) {
          copies(flow, i, true, result);
        }
      }
    }
    for (Flow flow : graph.outFlows(layer)) {
      for (int i = 0; i < flow.readers().length && !flow.output(); i++) {
        copies(flow, i, false, result);
      }
    }
    return result;
  }

  private void copies(Flow flow, int reader, boolean reads, List<Copy> result) {
    for (Way way : ways.get(flow).get(reader)) {
      if (way.from() != way.to()) {
        int device = reads ? way.to() : way.from();
        long ticks = graph.copying().readerTicks(flow, device);
        if (ticks > 0) {
          result.add(new Copy(device, way.used(), ticks));
        }
      }
    }
  }

  /** A task begins at each layer that gets a tensor from another device. */
  private void findBeginnings() {
    for (int layer = 0; layer < on.length; layer++) {
      for (int device = 0; device < graph.deviceCount(); device++) {
        begins[layer][device] = graph.startsAlone(layer) ? on[layer][device] : model.newBoolVar("");
      }
    }
    ways.forEach(
        (flow, byReader) -> {
          for (int i = 0; i < flow.readers().length; i++) {
            int reader = flow.readers()[i];
            if (!graph.startsAlone(reader)) {
              begin(reader, byReader.get(i));
            }
          }
        });
  }

  private void begin(int reader, List<Way> readerWays) {
    LinearExprBuilder[] arriving = builders(graph.deviceCount());
    for (Way way : readerWays) {
      if (way.from() != way.to()) {
        arriving[way.to()].add(way.used());
      }
    }
    for (int device = 0; device < graph.deviceCount(); device++) {
      model.addGreaterOrEqual(begins[reader][device], arriving[device]);
    }
  }

  /** Whether a layer is on a device. */
  Literal on(int layer, int device) {
    return on[layer][device];
  }

  /** Whether a layer is on a device and begins a task there; only where there is overhead. */
  Literal begins(int layer, int device) {
    return begins[layer][device];
  }

  /** Adds a layer's time on one device, overhead and copying included. */
  void addTicks(LinearExprBuilder sum, int layer, int device) {
    addTicks(sum, layer, device, 1);
  }

  /** The same times a factor. */
  void addTicks(LinearExprBuilder sum, int layer, int device, long factor) {
    sum.addTerm(on[layer][device], factor * graph.layerTicks(layer, device));
    if (graph.hasOverhead()) {
      sum.addTerm(begins[layer][device], factor * graph.overheadTicks(device));
    }
    for (Copy copy : copies.get(layer)) {
      if (copy.device() == device) {
        sum.addTerm(copy.crosses(), factor * copy.ticks());
      }
    }
  }

  /** Ways of a flow, for each reader in order; those of the output come last. */
  List<List<Way>> ways(Flow flow) {
    return ways.get(flow);
  }

  List<Sending> sendings() {
    return sendings;
  }
}
