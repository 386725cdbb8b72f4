package io.splitboard.solver.layers;

import io.splitboard.core.cluster.Link;
import io.splitboard.core.cluster.Routes;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Tensor;
import io.splitboard.solver.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The tensors that may have to travel, by the layers that make and read them. */
final class Flows {

  private final Ticks ticks;
  private final List<String> devices;
  private final List<Flow> all = new ArrayList<>();
  private final List<List<Flow>> readBy = new ArrayList<>();
  private final List<List<Flow>> madeBy = new ArrayList<>();
  private final boolean[] startsAlone;

  /**
   * Reads them.
   *
   * @param needed which layers are ever run; what others read does not travel to them
   */
  Flows(Problem problem, Ticks ticks, boolean[] needed) {
    this.ticks = ticks;
    this.devices = problem.cluster().deviceIds();
    Network network = problem.network();
    List<Layer> layers = network.layers();
    this.startsAlone = new boolean[layers.size()];
    Routes routes = new Routes(problem.profile().linksOf(problem.cluster()));
    Set<String> outputs = new HashSet<>(network.outputs());
    layers.forEach(layer -> readBy.add(new ArrayList<>()));
    layers.forEach(layer -> madeBy.add(new ArrayList<>()));
    Set<String> tensors = new LinkedHashSet<>(network.inputs());
    layers.forEach(layer -> tensors.addAll(layer.outputs()));
    for (String tensor : tensors) {
      int producer = network.producer(tensor).map(Layer::index).orElse(Flow.FROM_SOURCE);
      int[] readers =
          network.consumers(tensor).stream()
              .mapToInt(Layer::index)
              .filter(reader -> needed[reader])
              .distinct()
              .toArray();
      boolean output = outputs.contains(tensor) && producer != Flow.FROM_SOURCE;
      if (readers.length > 0 || output) {
        Flow flow =
            new Flow(
                tensor,
                producer,
                readers,
                output,
                network.tensor(tensor).bytes(),
                ways(network.tensor(tensor), routes));
        all.add(flow);
        if (producer != Flow.FROM_SOURCE) {
          madeBy.get(producer).add(flow);
        }
        for (int reader : readers) {
          readBy.get(reader).add(flow);
        }
      }
    }
    for (Layer layer : layers) {
      startsAlone[layer.index()] =
          needed[layer.index()]
              && readBy.get(layer.index()).stream()
                  .allMatch(flow -> flow.producer() == Flow.FROM_SOURCE);
    }
  }

  private Flow.Hop[][][] ways(Tensor tensor, Routes routes) {
    int count = devices.size();
    Flow.Hop[][][] ways = new Flow.Hop[count][count][];
    if (!tensor.type().canTravel()) {
      return ways;
    }
    for (int from = 0; from < count; from++) {
      for (int to = 0; to < count; to++) {
        List<Link> route =
            from == to
                ? List.of()
                : routes.route(devices.get(from), devices.get(to), tensor.bytes());
        if (!route.isEmpty()) {
          ways[from][to] =
              route.stream().map(link -> hop(link, tensor.bytes())).toArray(Flow.Hop[]::new);
        }
      }
    }
    return ways;
  }

  private Flow.Hop hop(Link link, long bytes) {
    return new Flow.Hop(
        devices.indexOf(link.from()),
        devices.indexOf(link.to()),
        ticks.of(link.occupiedMs(bytes)),
        ticks.of(link.delayMs()));
  }

  List<Flow> all() {
    return all;
  }

  List<Flow> readBy(int layer) {
    return readBy.get(layer);
  }

  List<Flow> madeBy(int layer) {
    return madeBy.get(layer);
  }

  boolean startsAlone(int layer) {
    return startsAlone[layer];
  }
}
