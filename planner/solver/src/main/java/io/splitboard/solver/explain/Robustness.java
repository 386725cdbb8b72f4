package io.splitboard.solver.explain;

import io.splitboard.core.Progress;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.partition.Legality;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.program.Compiler;
import io.splitboard.core.program.Program;
import io.splitboard.core.project.Objective;
import io.splitboard.solver.Problem;
import io.splitboard.solver.simulated.Measures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * How a plan behaves when the devices' speeds and the links' rates are not what was thought: each
 * varies evenly and by itself within a range, the program stays as it was compiled.
 *
 * @param variation largest relative change, 0.2 for ±20 %
 * @param samples how many times all were drawn
 * @param smallest value of the objective in any sample
 * @param median value in half of the samples or fewer
 * @param largest value in any sample
 * @param beatsOneDevice share of the samples in which the plan is better than the single device
 *     that is best in that sample; 1 if the network fits on none
 */
public record Robustness(
    double variation,
    int samples,
    double smallest,
    double median,
    double largest,
    double beatsOneDevice) {

  /**
   * Draws and simulates.
   *
   * @param seed equal seeds give equal samples
   */
  public static Robustness of(
      Problem problem,
      Partition partition,
      double variation,
      int samples,
      long seed,
      Progress progress) {
    Program plan = compile(problem, partition);
    List<Program> singles = new ArrayList<>();
    for (String device : problem.cluster().deviceIds()) {
      Partition single = Partition.onOneDevice(problem.network(), device);
      if (Legality.check(problem.network(), problem.cluster(), problem.constraints(), single)
          .isEmpty()) {
        singles.add(compile(problem, single));
      }
    }
    Random random = new Random(seed);
    double[] values = new double[samples];
    int better = 0;
    for (int i = 0; i < samples; i++) {
      progress.check();
      progress.report("Varying speeds and rates", (double) i / samples);
      Profile varied = varied(problem, variation, random);
      values[i] = value(problem, varied, plan);
      double best = Double.POSITIVE_INFINITY;
      for (Program single : singles) {
        best = Math.min(best, value(problem, varied, single));
      }
      better += values[i] < best ? 1 : 0;
    }
    Arrays.sort(values);
    return new Robustness(
        variation,
        samples,
        values[0],
        values[(samples - 1) / 2],
        values[samples - 1],
        (double) better / samples);
  }

  private static Program compile(Problem problem, Partition partition) {
    return Compiler.compile(problem.network(), problem.cluster(), partition, problem.profile());
  }

  private static double value(Problem problem, Profile varied, Program program) {
    Cluster cluster =
        new Cluster(
            problem.cluster().devices(),
            varied.linksOf(problem.cluster()),
            problem.cluster().source(),
            problem.cluster().contention());
    boolean stream = problem.objective() == Objective.THROUGHPUT;
    return Measures.of(program, cluster, varied, stream).of(problem.objective());
  }

  private static Profile varied(Problem problem, double variation, Random random) {
    Map<String, Double> slower = new LinkedHashMap<>();
    for (String id : problem.cluster().deviceIds()) {
      slower.put(id, 1 / factor(variation, random));
    }
    List<Link> links = new ArrayList<>();
    for (Link link : problem.profile().linksOf(problem.cluster())) {
      double rate = link.mbitPerSecond() * factor(variation, random);
      links.add(new Link(link.from(), link.to(), rate, link.delayMs(), link.origin()));
    }
    return problem.profile().stretched(slower, link -> 1).withLinks(links);
  }

  private static double factor(double variation, Random random) {
    return 1 + variation * (2 * random.nextDouble() - 1);
  }
}
