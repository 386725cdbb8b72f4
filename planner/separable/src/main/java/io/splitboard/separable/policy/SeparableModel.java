package io.splitboard.separable.policy;

import java.util.List;

/**
 * Closed forms for bytes and latency of a network whose channels are cut into K equal groups, one
 * on each device. They are a reconstruction of Lin and Wang's method, see
 * docs/methods/separable.md.
 *
 * @param groups K, the number of devices
 * @param wholeMacs MACs of the network with every exchange, on a single device
 * @param stemMacs MACs that each device does before the first point
 * @param points where groups may mix, in the order of the network
 * @param headMacs MACs that a device does after the last block
 */
public record SeparableModel(
    int groups, long wholeMacs, long stemMacs, List<MixingPoint> points, long headMacs) {

  /** Copies the list. */
  public SeparableModel {
    points = List.copyOf(points);
  }

  /** D(t) = Σ t_l·(K−1)·C_l·H_l·W_l·4: bytes that the exchanges of one inference carry. */
  public long bytes(Policy policy) {
    long sum = 0;
    for (int point = 0; point < points.size(); point++) {
      if (policy.exchanges(point)) {
        sum += points.get(point).exchangeBytes(groups);
      }
    }
    return sum;
  }

  /** 1 − D(t)/D(1…1). */
  public double reduction(Policy policy) {
    return 1 - (double) bytes(policy) / bytes(Policy.full(points.size()));
  }

  /**
   * T(t) = T_stem + Σ_l [max_k MAC_lk(t)/C_k + t_l·(λ + 8·D_l/(K·R))] + T_head, in ms.
   *
   * @param policy which points exchange
   * @param resources one rate for each group
   */
  public double latencyMs(Policy policy, Resources resources) {
    double slowest = slowest(resources);
    double latency = computeMs(stemMacs, slowest);
    for (int point = 0; point < points.size(); point++) {
      latency += pointMs(point, policy.exchanges(point), resources);
    }
    return latency + computeMs(headMacs, resources.gmacPerSecond().get(0));
  }

  /**
   * The same for a share of the bytes, if the body's work does not shrink where nothing is
   * exchanged and messages have no delay: what the reference table assumes.
   */
  public double latencyMs(double exchangedShare, Resources resources) {
    double slowest = slowest(resources);
    long body = points.stream().mapToLong(MixingPoint::exchangeMacs).sum();
    long bytes = Math.round(exchangedShare * bytes(Policy.full(points.size())));
    return computeMs(stemMacs + body, slowest)
        + sendMs(bytes, resources)
        + computeMs(headMacs, resources.gmacPerSecond().get(0));
  }

  /** The whole network on one device, in ms. */
  public double singleDeviceMs(double gmacPerSecond) {
    return computeMs(wholeMacs, gmacPerSecond);
  }

  /**
   * Whether gathering at a point is faster than computing the point's part of the body on one
   * device: λ + 8·D_l/(K·R) &lt; c·(1 − 1/K), c being the single device's time.
   */
  public boolean exchangePays(int point, Resources resources) {
    double single = computeMs(points.get(point).exchangeMacs() * groups, slowest(resources));
    return exchangeMs(point, resources) < single * (1 - 1.0 / groups);
  }

  private double pointMs(int index, boolean exchange, Resources resources) {
    MixingPoint point = points.get(index);
    double compute =
        computeMs(exchange ? point.exchangeMacs() : point.localMacs(), slowest(resources));
    return exchange ? compute + exchangeMs(index, resources) : compute;
  }

  private double exchangeMs(int point, Resources resources) {
    return resources.delayMs() + sendMs(points.get(point).exchangeBytes(groups), resources);
  }

  /** All devices send at the same time: each K-th part of the bytes over its own link. */
  private double sendMs(long bytes, Resources resources) {
    return 8.0 * bytes / (groups * resources.mbitPerSecond() * 1000.0);
  }

  private static double slowest(Resources resources) {
    return resources.gmacPerSecond().stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  private static double computeMs(long macs, double gmacPerSecond) {
    return macs / (gmacPerSecond * 1e6);
  }
}
