package io.splitboard.solver.explain;

import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.cluster.Wiring;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.profile.CatalogueProfile;
import io.splitboard.core.profile.DeviceProfile;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.project.Constraints;
import io.splitboard.solver.Problem;
import io.splitboard.solver.sharing.Renaming;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;

/**
 * A changed surrounding in which to solve again.
 *
 * @param problem the same question there
 * @param starts what the plan may become there: itself where it can stay
 */
public record Scenario(Problem problem, List<Partition> starts) {

  /** Copies the list. */
  public Scenario {
    starts = List.copyOf(starts);
  }

  /**
   * Some links at another rate.
   *
   * @param which links
   * @param rate from the present rate in Mbit/s to the new one
   * @throws UserException if there are no such links
   */
  public static Scenario links(
      Problem problem, Partition plan, Predicate<Link> which, DoubleUnaryOperator rate) {
    List<Link> changed = new ArrayList<>();
    for (Link link : problem.profile().linksOf(problem.cluster())) {
      if (which.test(link)) {
        double mbit = rate.applyAsDouble(link.mbitPerSecond());
        if (!(mbit > 0)) {
          throw new UserException("A link's rate must be above 0 Mbit/s.");
        }
        changed.add(new Link(link.from(), link.to(), mbit, link.delayMs(), link.origin()));
      }
    }
    if (changed.isEmpty()) {
      throw new UserException("The cluster has no such link: name two devices that are linked.");
    }
    Profile profile = problem.profile().withLinks(changed);
    return new Scenario(problem.with(problem.cluster(), profile), List.of(plan));
  }

  /**
   * One device fewer.
   *
   * @throws UserException if it is not there, is the source, or layers are pinned to it
   */
  public static Scenario without(Problem problem, Partition plan, String device) {
    Cluster cluster = problem.cluster();
    if (!cluster.deviceIds().contains(device)) {
      throw new UserException(
          "The cluster has no device %s: choose from %s.".formatted(device, cluster.deviceIds()));
    }
    if (device.equals(cluster.source())) {
      throw new UserException(
          "%s is the source, where inputs are and results go: it cannot be left out."
              .formatted(device));
    }
    if (problem.constraints().pins().containsValue(device)) {
      throw new UserException(
          "Layers are pinned to %s: remove the pins before it is left out.".formatted(device));
    }
    List<Device> devices =
        cluster.devices().stream().filter(each -> !each.id().equals(device)).toList();
    List<Link> links =
        cluster.links().stream()
            .filter(link -> !link.from().equals(device) && !link.to().equals(device))
            .toList();
    Cluster smaller = new Cluster(devices, links, cluster.source(), cluster.contention());
    List<Partition> starts =
        devices.stream()
            .map(other -> Renaming.of(plan, id -> id.equals(device) ? other.id() : id))
            .toList();
    Problem asked = problem.with(smaller, problem.profile());
    return new Scenario(asked.with(without(problem.constraints(), device)), starts);
  }

  private static Constraints without(Constraints own, String device) {
    Map<String, Long> memory = new HashMap<>(own.memoryBytes());
    Map<String, Double> shares = new HashMap<>(own.shareLimits());
    Map<String, Long> budgets = new HashMap<>(own.linkBudgets());
    memory.remove(device);
    shares.remove(device);
    budgets.keySet().removeIf(link -> List.of(link.split("→")).contains(device));
    Map<String, Set<String>> exclusions = new HashMap<>(own.exclusions());
    return new Constraints(own.pins(), exclusions, memory, shares, budgets, own.maxDevices());
  }

  /**
   * One device more, at catalogue costs, linked to all others.
   *
   * @param preset kind of connection, as in the catalogue
   * @throws UserException if its id is taken or a device has no such port
   */
  public static Scenario with(Problem problem, Partition plan, Device device, String preset) {
    Cluster cluster = problem.cluster();
    if (cluster.deviceIds().contains(device.id())) {
      throw new UserException(
          "The cluster has a device %s already: give the new one another name."
              .formatted(device.id()));
    }
    List<Device> devices = new ArrayList<>(cluster.devices());
    List<Link> links = new ArrayList<>(cluster.links());
    for (Device other : cluster.devices()) {
      links.addAll(Wiring.allPairs(List.of(device, other), preset));
    }
    devices.add(device);
    Map<String, DeviceProfile> costs = new LinkedHashMap<>(problem.profile().devices());
    costs.put(device.id(), CatalogueProfile.of(problem.network(), device));
    Cluster larger = new Cluster(devices, links, cluster.source(), cluster.contention());
    Profile profile =
        new Profile(
            costs,
            problem.profile().links(),
            problem.profile().codecs(),
            problem.profile().calibration());
    return new Scenario(problem.with(larger, profile), List.of(plan));
  }
}
