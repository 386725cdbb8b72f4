package io.splitboard.core.program;

import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.cluster.Routes;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.LayerCost;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.WorkingMemory;
import io.splitboard.core.profile.CatalogueProfile;
import io.splitboard.core.profile.Profile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Turns a partition into the program that carries it out. Placements of whole layers over any
 * acyclic network; linear in layers and edges, apart from sorting and the sets of {@link
 * TaskGroups}.
 *
 * <p>Layers from which no output of the network can be reached belong to no task.
 */
public final class Compiler {

  private final Network network;
  private final Assignment assignment;
  private final TransferPlan plan;
  private final ToDoubleFunction<Task> taskMs;

  private Compiler(
      Network network, Assignment assignment, Routes routes, ToDoubleFunction<Task> taskMs) {
    this.network = network;
    this.assignment = assignment;
    this.plan = new TransferPlan(network, assignment, routes);
    this.taskMs = taskMs;
  }

  /**
   * Compiles with priorities from catalogue figures.
   *
   * @throws UserException if a layer has no placement or one that cannot be compiled, or if a
   *     tensor cannot get to a device that needs it
   */
  public static Program compile(Network network, Cluster cluster, Partition partition) {
    Map<String, Device> devices = new HashMap<>();
    cluster.devices().forEach(device -> devices.put(device.id(), device));
    ToDoubleFunction<Task> taskMs =
        task -> {
          Device device = devices.get(task.device());
          double sum = device.compute().callOverheadMs();
          for (String layer : task.layers()) {
            sum += CatalogueProfile.layerMs(network, network.layer(layer), device);
          }
          return sum;
        };
    Assignment assignment = new Assignment(network, cluster, partition);
    return new Compiler(network, assignment, new Routes(cluster.links()), taskMs).program();
  }

  /**
   * Compiles with priorities and relays from a profile. Tasks and what crosses between devices are
   * the same as without it, unless relays differ.
   *
   * @throws UserException as {@link #compile(Network, Cluster, Partition)}
   */
  public static Program compile(
      Network network, Cluster cluster, Partition partition, Profile profile) {
    Assignment assignment = new Assignment(network, cluster, partition);
    Routes routes = new Routes(profile.linksOf(cluster));
    ToDoubleFunction<Task> taskMs = task -> profile.taskMs(task.device(), task.layers());
    return new Compiler(network, assignment, routes, taskMs).program();
  }

  private Program program() {
    List<Task> tasks = tasks();
    List<TransferPlan.Hop> hops = new ArrayList<>();
    new LinkedHashSet<>(network.inputs()).forEach(input -> hops.addAll(plan.hops(input)));
    tasks.forEach(task -> task.makes().forEach(made -> hops.addAll(plan.hops(made.tensor()))));
    Priorities priorities =
        new Priorities(
            tasks, hops, taskMs, hop -> hop.link().transferMs(fragment(hop.tensor()).bytes()));
    List<Task> ranked = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      ranked.add(withPriority(tasks.get(i), priorities.ofTask(i)));
    }
    List<Transfer> transfers = new ArrayList<>();
    for (int i = 0; i < hops.size(); i++) {
      transfers.add(transfer(hops.get(i), priorities.ofHop(i)));
    }
    return new Program(
        assignment.source(),
        ranked,
        transfers,
        fragments(network.inputs()),
        fragments(network.outputs()));
  }

  private List<Task> tasks() {
    List<List<Layer>> groups = TaskGroups.of(network, assignment);
    int[] groupOf = new int[network.layers().size()];
    for (int i = 0; i < groups.size(); i++) {
      for (Layer layer : groups.get(i)) {
        groupOf[layer.index()] = i;
      }
    }
    long[] working = WorkingMemory.bytes(network);
    Map<String, Integer> numbers = new HashMap<>();
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      List<Layer> layers = groups.get(i);
      String device = assignment.device(layers.get(0));
      String id = device + "." + numbers.merge(device, 1, Integer::sum);
      long activation = layers.stream().mapToLong(layer -> working[layer.index()]).max().orElse(0);
      tasks.add(
          new Task(
              id,
              device,
              Task.Kind.COMPUTE,
              layers.stream().map(Layer::id).toList(),
              reads(layers, groupOf),
              makes(layers, groupOf),
              0,
              layers.stream().map(Layer::cost).reduce(LayerCost.ZERO, LayerCost::plus),
              activation));
    }
    return tasks;
  }

  private List<Fragment> reads(List<Layer> layers, int[] groupOf) {
    Set<String> reads = new LinkedHashSet<>();
    for (Layer layer : layers) {
      for (String tensor : layer.inputs()) {
        boolean own =
            network
                .producer(tensor)
                .filter(made -> groupOf[made.index()] == groupOf[layer.index()])
                .isPresent();
        if (!own) {
          reads.add(tensor);
        }
      }
    }
    return fragments(reads);
  }

  private List<Fragment> makes(List<Layer> layers, int[] groupOf) {
    Set<String> makes = new LinkedHashSet<>();
    for (Layer layer : layers) {
      for (String tensor : layer.outputs()) {
        boolean outside =
            assignment.isOutput(tensor)
                || assignment.readers(tensor).stream()
                    .anyMatch(reader -> groupOf[reader.index()] != groupOf[layer.index()]);
        if (outside) {
          makes.add(tensor);
        }
      }
    }
    return fragments(makes);
  }

  private List<Fragment> fragments(Iterable<String> tensors) {
    Set<String> names = new LinkedHashSet<>();
    tensors.forEach(names::add);
    return names.stream().map(this::fragment).toList();
  }

  private Fragment fragment(String tensor) {
    return new Fragment(tensor, Region.ALL, network.tensor(tensor).bytes());
  }

  private Transfer transfer(TransferPlan.Hop hop, int priority) {
    Link link = hop.link();
    String id = hop.tensor() + "→" + link.to();
    return new Transfer(
        id, fragment(hop.tensor()), link.from(), link.to(), Transfer.Codec.NONE, priority);
  }

  private static Task withPriority(Task task, int priority) {
    return new Task(
        task.id(),
        task.device(),
        task.kind(),
        task.layers(),
        task.reads(),
        task.makes(),
        priority,
        task.cost(),
        task.activationBytes());
  }
}
