package io.splitboard.app.service;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.network.Network;
import io.splitboard.core.onnx.ImportOptions;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.program.Compiler;
import io.splitboard.core.program.Program;
import io.splitboard.core.project.Constraints;
import io.splitboard.core.project.ModelFamily;
import io.splitboard.core.project.Objective;
import io.splitboard.core.simulation.Load;
import io.splitboard.core.simulation.Simulator;
import io.splitboard.solver.Problem;
import io.splitboard.solver.SolveLimits;
import io.splitboard.solver.SolveListener;
import io.splitboard.solver.rows.RowsWithOverlap;
import io.splitboard.solver.selection.Candidate;
import io.splitboard.solver.selection.Mode;
import io.splitboard.solver.selection.Times;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Simulated times of a project's family on its cluster: whole on the best device, and by rows with
 * overlap. Plans are made for the nominal links and kept when the links vary. Costs are measured
 * for the project's own model, fitted to these for the others, and the catalogue's where nothing
 * was measured.
 */
public final class FamilyTimes implements Times {

  /**
   * A model with its two plans.
   *
   * @param costs the profile that its plans were made with
   * @param alone the best whole placement
   * @param rows the best split by rows that was found; empty where that leaves all on one device
   */
  public record Member(
      String model,
      double accuracy,
      Network network,
      Profile costs,
      Partition alone,
      Optional<Partition> rows) {}

  private record Run(String model, Mode mode, double factor) {}

  private final Cluster cluster;
  private final Map<String, Member> members = new LinkedHashMap<>();
  private final Map<Run, Double> known = new HashMap<>();

  private FamilyTimes(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Reads every model of the family and plans it.
   *
   * @param limits of each model's plan
   * @throws UserException if a model cannot be read, or the project names no family
   */
  public static FamilyTimes of(Workspace workspace, SolveLimits limits, Progress progress) {
    ModelFamily family = workspace.family();
    FamilyTimes times = new FamilyTimes(workspace.cluster());
    for (int i = 0; i < family.models().size(); i++) {
      progress.check();
      ModelFamily.Member member = family.models().get(i);
      progress.report("Planning " + member.model(), (double) i / family.models().size());
      times.add(workspace, member, limits, progress);
    }
    return times;
  }

  private void add(
      Workspace workspace, ModelFamily.Member member, SolveLimits limits, Progress progress) {
    boolean own = member.model().equals(workspace.project().model());
    Network network =
        own
            ? workspace.network()
            : OpenModel.ofProject(
                    member.model(),
                    workspace.project().folder(),
                    ImportOptions.DEFAULT,
                    Progress.NONE)
                .network();
    Profile costs =
        own ? workspace.profile() : Costs.fitted(network, cluster, workspace.project().profile());
    Partition alone = best(network, costs);
    Optional<Partition> rows = rows(network, costs, limits, progress);
    members.put(
        member.model(), new Member(member.model(), member.accuracy(), network, costs, alone, rows));
  }

  private Partition best(Network network, Profile costs) {
    Partition best = null;
    double bestMs = Double.POSITIVE_INFINITY;
    for (String device : cluster.deviceIds()) {
      Partition alone = Partition.onOneDevice(network, device);
      double ms = latencyMs(network, costs, alone, 1);
      if (ms < bestMs) {
        best = alone;
        bestMs = ms;
      }
    }
    return best;
  }

  private Optional<Partition> rows(
      Network network, Profile costs, SolveLimits limits, Progress progress) {
    if (cluster.devices().size() < 2) {
      return Optional.empty();
    }
    Problem problem =
        new Problem(network, cluster, costs, Objective.LATENCY, Constraints.NONE, limits);
    try {
      Partition found =
          RowsWithOverlap.fusing().solve(problem, SolveListener.NONE, progress).partition();
      // A split that leaves everything on one device is no split.
      return Optional.of(found).filter(FamilyTimes::usesSeveralDevices);
    } catch (UserException e) {
      // Not every model can be split by rows; it stays a candidate for one device.
      return Optional.empty();
    }
  }

  private static boolean usesSeveralDevices(Partition partition) {
    return partition.placements().values().stream()
            .flatMap(placement -> placement.devices().stream())
            .distinct()
            .count()
        > 1;
  }

  /** The models in the order of the family. */
  public List<Member> members() {
    return List.copyOf(members.values());
  }

  @Override
  public List<Candidate> at(double rateFactor) {
    List<Candidate> candidates = new ArrayList<>();
    for (Member member : members.values()) {
      candidates.add(candidate(member, Mode.STAND_ALONE, rateFactor));
      if (member.rows().isPresent()) {
        candidates.add(candidate(member, Mode.DISTRIBUTED, rateFactor));
      }
    }
    return candidates;
  }

  private Candidate candidate(Member member, Mode mode, double factor) {
    return new Candidate(member.model(), member.accuracy(), mode, ms(member, mode, factor));
  }

  @Override
  public double latencyMs(Candidate candidate, double planned, double actual) {
    return ms(members.get(candidate.model()), candidate.mode(), actual);
  }

  private double ms(Member member, Mode mode, double factor) {
    Partition partition = mode == Mode.STAND_ALONE ? member.alone() : member.rows().orElseThrow();
    return known.computeIfAbsent(
        new Run(member.model(), mode, factor),
        run -> latencyMs(member.network(), member.costs(), partition, factor));
  }

  private double latencyMs(Network network, Profile costs, Partition partition, double factor) {
    Program program = Compiler.compile(network, cluster, partition, costs);
    List<Link> links =
        costs.linksOf(cluster).stream()
            .map(
                link ->
                    new Link(
                        link.from(),
                        link.to(),
                        link.mbitPerSecond() * factor,
                        link.delayMs(),
                        link.origin()))
            .toList();
    Cluster varied = new Cluster(cluster.devices(), links, cluster.source(), cluster.contention());
    return Simulator.simulate(program, costs.withLinks(links), varied, Load.SINGLE)
        .requests()
        .get(0)
        .latencyMs();
  }
}
