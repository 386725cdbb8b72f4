package io.splitboard.solver.selection;

import java.util.ArrayList;
import java.util.List;

/**
 * How a link's rate varied over time.
 *
 * @param intervals in the order of time, each begins where the one before ends; at least one
 */
public record RateTrace(List<Interval> intervals) {

  /**
   * A time in which the rate stays.
   *
   * @param startSeconds when it begins
   * @param endSeconds when it ends
   * @param mbitPerSecond the rate, above 0
   */
  public record Interval(double startSeconds, double endSeconds, double mbitPerSecond) {

    /** Checks the figures. */
    public Interval {
      if (!(endSeconds > startSeconds) || !(mbitPerSecond > 0)) {
        throw new IllegalArgumentException("an interval needs a length and a rate above 0");
      }
    }
  }

  /** Copies the list and checks it. */
  public RateTrace {
    intervals = List.copyOf(intervals);
    if (intervals.isEmpty()) {
      throw new IllegalArgumentException("a trace needs an interval");
    }
  }

  /**
   * A trace of rates that hold from their time to the next one's; the last holds as long as the one
   * before, a single one for a second.
   *
   * @param seconds ascending
   * @param rates as many, Mbit/s
   */
  public static RateTrace of(List<Double> seconds, List<Double> rates) {
    List<Interval> intervals = new ArrayList<>();
    int last = seconds.size() - 1;
    double lastLength = last > 0 ? seconds.get(last) - seconds.get(last - 1) : 1;
    for (int i = 0; i <= last; i++) {
      double end = i < last ? seconds.get(i + 1) : seconds.get(i) + lastLength;
      intervals.add(new Interval(seconds.get(i), end, rates.get(i)));
    }
    return new RateTrace(intervals);
  }

  /** Which interval each of some requests falls into that follow one another evenly, from 0. */
  public int[] intervalsOf(int requests) {
    double start = intervals.get(0).startSeconds();
    double length = intervals.get(intervals.size() - 1).endSeconds() - start;
    int[] of = new int[requests];
    int interval = 0;
    for (int request = 0; request < requests; request++) {
      double at = start + length * request / requests;
      while (interval + 1 < intervals.size() && at >= intervals.get(interval).endSeconds()) {
        interval++;
      }
      of[request] = interval;
    }
    return of;
  }

  /**
   * The rates that so many requests see.
   *
   * @param nominalMbitPerSecond the rate of which they are factors
   */
  public LinkTrace factors(int requests, double nominalMbitPerSecond) {
    List<Double> factors = new ArrayList<>();
    for (int interval : intervalsOf(requests)) {
      factors.add(intervals.get(interval).mbitPerSecond() / nominalMbitPerSecond);
    }
    return new LinkTrace(factors);
  }
}
