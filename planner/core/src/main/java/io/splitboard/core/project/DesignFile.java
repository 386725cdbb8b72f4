package io.splitboard.core.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.splitboard.core.codec.Codec;
import io.splitboard.core.codec.ErrorBudget;
import io.splitboard.core.codec.LinkCodecs;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a file under designs/ holds.
 *
 * @param format version of the project's files
 * @param name what people call the design
 * @param objective what the solver is asked for
 * @param pins device on which a layer must be
 * @param exclusions devices on which a layer must not be
 * @param memoryBytes memory that may be used on a device
 * @param shareLimits largest share of the work that a device may do
 * @param linkBudgets bytes that a link may carry for one request, by {@code a→b}
 * @param maxDevices how many devices may compute; absent for any number
 * @param replicas further devices that take turns with a device, by that device
 * @param codecs how tensors are packed, by link {@code a→b}, and {@code all} for the other links
 * @param errorBudgets largest error that a lossy codec may make, by link {@code a→b}, and {@code
 *     all} for the other links; absent where no codec is lossy
 * @param placements runs of layers in topological order, together all layers
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record DesignFile(
    int format,
    String name,
    Objective objective,
    Map<String, String> pins,
    Map<String, Set<String>> exclusions,
    Map<String, Long> memoryBytes,
    Map<String, Double> shareLimits,
    Map<String, Long> linkBudgets,
    Integer maxDevices,
    Map<String, List<String>> replicas,
    Map<String, Codec> codecs,
    Map<String, ErrorBudget> errorBudgets,
    List<PlacementRun> placements) {

  DesignFile {
    if (name == null || objective == null || placements == null) {
      throw new IllegalArgumentException(
          "a design needs \"name\", \"objective\" and \"placements\"");
    }
    pins = pins == null ? Map.of() : new TreeMap<>(pins);
    exclusions = exclusions == null ? Map.of() : sorted(exclusions);
    memoryBytes = memoryBytes == null ? Map.of() : new TreeMap<>(memoryBytes);
    shareLimits = shareLimits == null ? Map.of() : new TreeMap<>(shareLimits);
    linkBudgets = linkBudgets == null ? Map.of() : new TreeMap<>(linkBudgets);
    replicas = replicas == null ? Map.of() : new TreeMap<>(replicas);
    codecs = codecs == null ? Map.of() : new TreeMap<>(codecs);
    errorBudgets = errorBudgets == null ? Map.of() : new TreeMap<>(errorBudgets);
    placements = List.copyOf(placements);
  }

  static DesignFile of(Design design, Network network) {
    Constraints constraints = design.constraints();
    return new DesignFile(
        ProjectFile.FORMAT,
        design.name(),
        design.objective(),
        constraints.pins(),
        constraints.exclusions(),
        constraints.memoryBytes(),
        constraints.shareLimits(),
        constraints.linkBudgets(),
        constraints.maxDevices() == 0 ? null : constraints.maxDevices(),
        design.partition().replicas(),
        words(design.partition().codecs()),
        design.partition().codecs().budgets(),
        PlacementRun.of(design.partition(), network));
  }

  private static Map<String, Codec> words(LinkCodecs codecs) {
    Map<String, Codec> words = new TreeMap<>(codecs.links());
    if (codecs.others() != Codec.NONE) {
      words.put(LinkCodecs.ALL, codecs.others());
    }
    return words;
  }

  private LinkCodecs linkCodecs() {
    Map<String, Codec> links = new TreeMap<>(codecs);
    Codec others = links.remove(LinkCodecs.ALL);
    return new LinkCodecs(others == null ? Codec.NONE : others, links, errorBudgets);
  }

  /**
   * The design itself.
   *
   * @throws IllegalArgumentException with a sentence if it does not fit network or devices
   */
  Design design(String id, Network network, List<String> devices) {
    Constraints constraints =
        new Constraints(
            pins,
            exclusions,
            memoryBytes,
            shareLimits,
            linkBudgets,
            maxDevices == null ? 0 : maxDevices);
    for (String layer : constraints.pins().keySet()) {
      PlacementRun.requireLayer(network, layer);
    }
    for (String layer : constraints.exclusions().keySet()) {
      PlacementRun.requireLayer(network, layer);
    }
    constraints.pins().values().forEach(device -> PlacementRun.requireDevice(devices, device));
    constraints
        .exclusions()
        .values()
        .forEach(set -> set.forEach(device -> PlacementRun.requireDevice(devices, device)));
    constraints.memoryBytes().keySet().forEach(d -> PlacementRun.requireDevice(devices, d));
    constraints.shareLimits().keySet().forEach(d -> PlacementRun.requireDevice(devices, d));
    for (String link : constraints.linkBudgets().keySet()) {
      List.of(link.split("→", -1)).forEach(d -> PlacementRun.requireDevice(devices, d));
    }
    replicas.forEach(
        (device, others) -> {
          PlacementRun.requireDevice(devices, device);
          others.forEach(other -> PlacementRun.requireDevice(devices, other));
        });
    Set<String> links = new TreeSet<>(codecs.keySet());
    links.addAll(errorBudgets.keySet());
    links.remove(LinkCodecs.ALL);
    for (String link : links) {
      List.of(link.split("→", -1)).forEach(d -> PlacementRun.requireDevice(devices, d));
    }
    Partition partition =
        PlacementRun.partition(placements, network, devices)
            .withReplicas(replicas)
            .withCodecs(linkCodecs());
    return new Design(id, name, objective, constraints, partition);
  }

  private static Map<String, Set<String>> sorted(Map<String, Set<String>> sets) {
    Map<String, Set<String>> sorted = new TreeMap<>();
    sets.forEach((layer, devices) -> sorted.put(layer, new TreeSet<>(devices)));
    return sorted;
  }
}
