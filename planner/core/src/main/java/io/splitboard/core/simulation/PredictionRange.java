package io.splitboard.core.simulation;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.profile.TaskDeviation;
import io.splitboard.core.profile.Uncertainty;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Task;
import io.splitboard.core.program.TaskTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Where a design's figures lie in nine of ten cases, if devices and links are off from the profile
 * as far as they usually are. Each device and link is stretched by a log-normal factor of its own,
 * all its tasks or transfers alike, and the program is simulated again. A device's factor is as
 * wide as its tasks are uncertain on average over their time. The factors of each are spread evenly
 * over the distribution and paired by chance (Latin hypercube sampling, McKay et al. 1979), so that
 * few simulations suffice.
 *
 * @param latencyLowMs 5th percentile of the latency of a request alone
 * @param latencyHighMs 95th percentile of it
 * @param perSecondLow 5th percentile of the throughput of a stream
 * @param perSecondHigh 95th percentile of it
 */
public record PredictionRange(
    double latencyLowMs, double latencyHighMs, double perSecondLow, double perSecondHigh) {

  /** Share of the cases that the range covers. */
  public static final double COVERED = 0.9;

  /**
   * What profiling does not meet: how devices, links and hand-overs disturb each other in a run.
   * Relative standard deviations, for tasks of whole layers and of pieces: an assumption, of the
   * size of what stages and rows of the prediction study were off by ({@code docs/lab.md}).
   */
  private static final TaskDeviation UNSEEN = new TaskDeviation(0.05, 0.1);

  private static final int SAMPLES = 60;
  private static final int LEFT_OUT = (int) Math.round(SAMPLES * (1 - COVERED) / 2);
  private static final long SEED = 1;
  private static final int DRAWN_FOR_EACH = 401;

  /**
   * Simulates what may come. The same question gets the same answer.
   *
   * @return empty if it is not known how far off some device or link is that the program uses
   */
  public static Optional<PredictionRange> of(Program program, Cluster cluster, Profile profile) {
    if (!isKnown(program, profile.calibration().uncertainty())) {
      return Optional.empty();
    }
    List<Profile> profiles = varied(program, profile);
    double[] latencyMs = new double[SAMPLES];
    double[] perSecond = new double[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      Prediction varied = Prediction.of(program, cluster, profiles.get(i));
      latencyMs[i] = varied.latency().latencyP50Ms();
      perSecond[i] = varied.throughput().throughputPerSecond();
    }
    Arrays.sort(latencyMs);
    Arrays.sort(perSecond);
    int high = SAMPLES - 1 - LEFT_OUT;
    return Optional.of(
        new PredictionRange(
            latencyMs[LEFT_OUT], latencyMs[high], perSecond[LEFT_OUT], perSecond[high]));
  }

  /** Half of the latency's range, relative to its middle. */
  public double latencyShare() {
    return (latencyHighMs - latencyLowMs) / (latencyHighMs + latencyLowMs);
  }

  /** Half of the throughput's range, relative to its middle. */
  public double throughputShare() {
    return (perSecondHigh - perSecondLow) / (perSecondHigh + perSecondLow);
  }

  private static boolean isKnown(Program program, Uncertainty known) {
    return program.tasks().stream().map(Task::device).allMatch(known.devices()::containsKey)
        && program.transfers().stream()
            .map(one -> Link.id(one.from(), one.to()))
            .allMatch(known.links()::containsKey);
  }

  private static List<Profile> varied(Program program, Profile profile) {
    Random random = new Random(SEED);
    List<Double> normal = evenlySpread(random);
    Uncertainty known = profile.calibration().uncertainty();
    Map<String, Double> deviations = deviations(program, profile);
    Map<String, List<Double>> devices = shuffled(deviations.keySet(), normal, random);
    Map<String, List<Double>> links = shuffled(known.links().keySet(), normal, random);
    return IntStream.range(0, SAMPLES)
        .mapToObj(
            i -> {
              Map<String, Double> ofLinks = factors(known.links(), links, i);
              return profile.stretched(
                  factors(deviations, devices, i), link -> ofLinks.getOrDefault(link.id(), 1.0));
            })
        .toList();
  }

  /** Of each device that takes part: what its tasks' times are off by, weighted by these times. */
  private static Map<String, Double> deviations(Program program, Profile profile) {
    Map<String, Double> allMs = new LinkedHashMap<>();
    Map<String, Double> offMs = new LinkedHashMap<>();
    for (Task task : program.tasks()) {
      TaskDeviation known = profile.calibration().uncertainty().devices().get(task.device());
      double ms = TaskTime.ms(profile, task);
      allMs.merge(task.device(), ms, Double::sum);
      double off =
          task.isWhole()
              ? Math.hypot(known.whole(), UNSEEN.whole())
              : Math.hypot(known.split(), UNSEEN.split());
      offMs.merge(task.device(), ms * off, Double::sum);
    }
    offMs.replaceAll((device, ms) -> ms == 0 ? 0 : ms / allMs.get(device));
    return offMs;
  }

  private static Map<String, Double> factors(
      Map<String, Double> deviations, Map<String, List<Double>> normal, int sample) {
    Map<String, Double> factors = new LinkedHashMap<>();
    deviations.forEach(
        (id, deviation) -> factors.put(id, Math.exp(deviation * normal.get(id).get(sample))));
    return factors;
  }

  private static Map<String, List<Double>> shuffled(
      Set<String> ids, List<Double> values, Random random) {
    Map<String, List<Double>> orders = new LinkedHashMap<>();
    for (String id : ids) {
      List<Double> order = new ArrayList<>(values);
      Collections.shuffle(order, random);
      orders.put(id, order);
    }
    return orders;
  }

  /** One value in the middle of each of so many equally likely parts of the normal distribution. */
  private static List<Double> evenlySpread(Random random) {
    double[] many = new double[SAMPLES * DRAWN_FOR_EACH];
    Arrays.setAll(many, i -> random.nextGaussian());
    Arrays.sort(many);
    List<Double> spread = new ArrayList<>();
    for (int part = 0; part < SAMPLES; part++) {
      spread.add(many[part * DRAWN_FOR_EACH + DRAWN_FOR_EACH / 2]);
    }
    return spread;
  }
}
