package io.splitboard.solver.pipeline;

import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.profile.DeviceProfile;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.project.Constraints;
import io.splitboard.solver.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Devices that can take each other's place in any chain: equal costs and limits, and equal links to
 * all others. It makes no difference which of them has a stage, so a search need not try both.
 *
 * @param members numbers of the devices of each kind
 */
record Kinds(List<List<Integer>> members) {

  /** Every device is a kind of its own. */
  static Kinds allDifferent(int devices) {
    List<List<Integer>> members = new ArrayList<>();
    for (int device = 0; device < devices; device++) {
      members.add(List.of(device));
    }
    return new Kinds(members);
  }

  /** Puts devices together. */
  static Kinds of(Problem problem, List<String> devices) {
    Twins twins = new Twins(problem);
    List<List<Integer>> members = new ArrayList<>();
    for (int device = 0; device < devices.size(); device++) {
      String id = devices.get(device);
      List<Integer> kind = null;
      for (List<Integer> known : members) {
        if (twins.alike(devices.get(known.get(0)), id)) {
          kind = known;
        }
      }
      if (kind == null) {
        kind = new ArrayList<>();
        members.add(kind);
      }
      kind.add(device);
    }
    return new Kinds(members);
  }

  int count() {
    return members.size();
  }

  int size(int kind) {
    return members.get(kind).size();
  }

  /** A device of a kind. */
  int device(int kind) {
    return members.get(kind).get(0);
  }

  /** Another device of the same kind. */
  int other(int kind) {
    return members.get(kind).get(1);
  }

  /** Tells whether two devices differ in anything that counts. */
  private static final class Twins {

    private final Problem problem;
    private final Map<List<String>, Link> links = new HashMap<>();

    Twins(Problem problem) {
      this.problem = problem;
      for (Link link : problem.profile().linksOf(problem.cluster())) {
        links.put(List.of(link.from(), link.to()), link);
      }
    }

    boolean alike(String a, String b) {
      String source = problem.cluster().source();
      return !a.equals(source)
          && !b.equals(source)
          && sameCosts(a, b)
          && sameConstraints(a, b)
          && sameLinks(a, b);
    }

    private boolean sameCosts(String a, String b) {
      Profile profile = problem.profile();
      Device first = problem.cluster().device(a);
      Device second = problem.cluster().device(b);
      DeviceProfile one = profile.device(a);
      DeviceProfile two = profile.device(b);
      return first.power().equals(second.power())
          && one.overheadMs().value() == two.overheadMs().value()
          && one.perMegabyteMs().value() == two.perMegabyteMs().value()
          && one.perPieceMs().value() == two.perPieceMs().value()
          && problem.network().layers().stream()
              .allMatch(layer -> profile.layerMs(a, layer.id()) == profile.layerMs(b, layer.id()));
    }

    private boolean sameConstraints(String a, String b) {
      Constraints constraints = problem.constraints();
      return memoryBytes(a) == memoryBytes(b)
          && constraints
              .shareLimits()
              .getOrDefault(a, 1.0)
              .equals(constraints.shareLimits().getOrDefault(b, 1.0))
          && !constraints.pins().containsValue(a)
          && !constraints.pins().containsValue(b)
          && constraints.exclusions().values().stream()
              .allMatch(excluded -> excluded.contains(a) == excluded.contains(b));
    }

    private long memoryBytes(String id) {
      return problem
          .constraints()
          .memoryBytes()
          .getOrDefault(id, problem.cluster().device(id).memoryBytes());
    }

    private boolean sameLinks(String a, String b) {
      for (String other : problem.cluster().deviceIds()) {
        boolean third = !other.equals(a) && !other.equals(b);
        if (third && !(same(a, other, b, other) && same(other, a, other, b))) {
          return false;
        }
      }
      return same(a, b, b, a);
    }

    private boolean same(String from, String to, String otherFrom, String otherTo) {
      Link one = links.get(List.of(from, to));
      Link two = links.get(List.of(otherFrom, otherTo));
      return Objects.equals(one == null, two == null)
          && (one == null
              || (one.mbitPerSecond() == two.mbitPerSecond() && one.delayMs() == two.delayMs()));
    }
  }
}
