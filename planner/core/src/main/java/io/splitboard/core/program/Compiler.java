package io.splitboard.core.program;

import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.cluster.Routes;
import io.splitboard.core.codec.Codec;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.profile.CatalogueProfile;
import io.splitboard.core.profile.Profile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Turns a partition into the program that carries it out: pieces of layers ({@link PieceGraph}),
 * supplied with what they read ({@link Supply}), put together to tasks ({@link TaskGroups}), ranked
 * ({@link Priorities}). For any acyclic network; linear in layers and edges, apart from sorting and
 * the sets of {@link TaskGroups}.
 *
 * <p>Layers from which no output of the network can be reached belong to no task.
 */
public final class Compiler {

  private final Network network;
  private final PieceGraph graph;
  private final TransferPlan plan;
  private final ToDoubleFunction<Task> taskMs;

  private Compiler(
      Network network, PieceGraph graph, Routes routes, ToDoubleFunction<Task> taskMs) {
    this.network = network;
    this.graph = graph;
    this.plan = new TransferPlan(network, routes);
    this.taskMs = taskMs;
  }

  /**
   * Compiles with priorities from catalogue figures.
   *
   * @throws UserException if a layer has no placement or one that cannot be carried out, or if a
   *     tensor cannot get to a device that needs it
   */
  public static Program compile(Network network, Cluster cluster, Partition partition) {
    Map<String, Device> devices = new HashMap<>();
    cluster.devices().forEach(device -> devices.put(device.id(), device));
    ToDoubleFunction<Task> taskMs =
        task -> {
          Device device = devices.get(task.device());
          return device.compute().callOverheadMs()
              + TaskTime.piecesMs(
                  task,
                  0,
                  layer -> CatalogueProfile.layerMs(network, network.layer(layer), device));
        };
    PieceGraph graph = PieceGraph.of(network, cluster, partition);
    Program program = new Compiler(network, graph, new Routes(cluster.links()), taskMs).program();
    return replicatedAndPacked(program, cluster, partition);
  }

  /**
   * Compiles with priorities and relays from a profile. Tasks and what crosses between devices are
   * the same as without it, unless relays differ.
   *
   * @throws UserException as {@link #compile(Network, Cluster, Partition)}
   */
  public static Program compile(
      Network network, Cluster cluster, Partition partition, Profile profile) {
    PieceGraph graph = PieceGraph.of(network, cluster, partition);
    Routes routes = new Routes(profile.linksOf(cluster));
    Program program =
        new Compiler(network, graph, routes, task -> TaskTime.ms(profile, task)).program();
    return replicatedAndPacked(program, cluster, partition);
  }

  private static Program replicatedAndPacked(
      Program program, Cluster cluster, Partition partition) {
    Program replicated = Replicas.of(program, cluster, partition.replicas());
    return partition.codecs().packNothing()
        ? replicated
        : replicated.packed(transfer -> partition.codecs().of(transfer.from(), transfer.to()));
  }

  private Program program() {
    List<Task> tasks = new TaskBuilder(graph).tasks();
    List<TransferPlan.Hop> hops = new ArrayList<>();
    for (PieceNode node : graph.nodes()) {
      node.shipments().forEach(shipment -> hops.addAll(plan.hops(shipment)));
    }
    Priorities priorities =
        new Priorities(tasks, hops, taskMs, hop -> hop.link().transferMs(hop.fragment().bytes()));
    List<Task> ranked = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      ranked.add(tasks.get(i).withPriority(priorities.ofTask(i)));
    }
    List<Transfer> transfers = new ArrayList<>();
    for (int i = 0; i < hops.size(); i++) {
      transfers.add(transfer(hops.get(i), priorities.ofHop(i)));
    }
    return new Program(
        graph.source(), ranked, transfers, all(network.inputs()), all(network.outputs()));
  }

  private List<Fragment> all(List<String> tensors) {
    return tensors.stream().distinct().map(name -> Fragment.of(network.tensor(name))).toList();
  }

  private static Transfer transfer(TransferPlan.Hop hop, int priority) {
    Link link = hop.link();
    String id = hop.fragment().key() + "→" + link.to();
    return new Transfer(id, hop.fragment(), link.from(), link.to(), Codec.NONE, priority);
  }
}
