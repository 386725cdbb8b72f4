package io.splitboard.fleet.profiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.splitboard.core.cluster.Link;
import io.splitboard.core.cluster.Origin;
import io.splitboard.core.codec.Codec;
import io.splitboard.core.network.LayerCost;
import io.splitboard.core.profile.DeviceProfile;
import io.splitboard.core.profile.Figure;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.program.Fragment;
import io.splitboard.core.program.Piece;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Region;
import io.splitboard.core.program.Task;
import io.splitboard.core.program.Transfer;
import io.splitboard.core.program.Turn;
import io.splitboard.core.simulation.Trace;
import io.splitboard.protocol.LinkProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TraceCostsTest {

  private static final Fragment IN = fragment("in");
  private static final Fragment MIDDLE = fragment("middle");
  private static final Fragment OUT = fragment("out");
  private static final Link LINK = new Link("a", "b", 80, 1, Origin.CATALOGUE);

  @Test
  void chargesFromTheMomentAtWhichWorkCouldHaveBegun() {
    TraceCosts costs = new TraceCosts(program(), trace(), 1);
    assertThat(costs.taskMs("first")).isCloseTo(5.5, within(1e-9));
    assertThat(costs.taskMs("second")).isCloseTo(7, within(1e-9));
    assertThat(costs.transferMs("move")).isCloseTo(3, within(1e-9));
    assertThat(costs.delayMs(LINK)).isCloseTo(2, within(1e-9));
  }

  /** The port of a is taken until 6 ms after the second transfer was ready. */
  @Test
  void waitingForAnotherOfTheSameSenderIsNoDelayOfTheLink() {
    Program program =
        new Program(
            "a",
            List.of(),
            List.of(
                new Transfer("one", IN, "a", "b", Codec.NONE, 0),
                new Transfer("two", IN, "a", "c", Codec.NONE, 0)),
            List.of(IN),
            List.of());
    Trace trace =
        new Trace(
            true,
            List.of(),
            List.of(
                new Trace.TransferRun(0, "one", "a", "b", 10_000, 0.5, 6.5),
                new Trace.TransferRun(0, "two", "a", "c", 10_000, 6, 9)),
            List.of(new Trace.RequestRun(0, 0, 20)));
    TraceCosts costs = new TraceCosts(program, trace, 0);
    assertThat(costs.transferMs("one")).isCloseTo(6.5, within(1e-9));
    assertThat(costs.transferMs("two")).isCloseTo(3, within(1e-9));
  }

  @Test
  void knowsNothingOfWhatDidNotRun() {
    TraceCosts costs =
        new TraceCosts(program(), new Trace(true, List.of(), List.of(), List.of()), 0);
    assertThat(costs.taskMs("first")).isNaN();
    assertThat(costs.delayMs(LINK)).isNaN();
  }

  /** By the profile the first task takes 5 ms and the second 9.5: they took 5.5 and 7. */
  @Test
  void aRehearsalGivesCallsAndLinksTheTimesThatTheyTook() {
    Profile alone =
        new Profile(
            Map.of("a", profile(1, "first", 4), "b", profile(0.5, "second", 9)), List.of(LINK));
    Profile met = Rehearsal.asMet(alone, program(), new TraceCosts(program(), trace(), 1));
    assertThat(met.device("a").overheadMs().value()).isCloseTo(1.5, within(1e-9));
    assertThat(met.device("a").layerMs()).isEqualTo(alone.device("a").layerMs());
    assertThat(met.device("b").overheadMs().value()).isZero();
    assertThat(met.links()).singleElement().extracting(Link::delayMs).isEqualTo(2.0);
  }

  @Test
  void quickRequestsWarmUpForTwoSecondsAndSlowOnesForFive() {
    assertThat(Rehearsal.warmUps(requests(100, 40))).isEqualTo(50);
    assertThat(Rehearsal.warmUps(requests(40, 40))).isEqualTo(25);
    assertThat(Rehearsal.warmUps(requests(20, 900))).isEqualTo(5);
  }

  private static List<Trace.RequestRun> requests(int count, double ms) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Trace.RequestRun(i, 7 + i * ms, 7 + (i + 1) * ms))
        .toList();
  }

  private static DeviceProfile profile(double overheadMs, String layer, double ms) {
    return new DeviceProfile(
        new Figure(overheadMs, Origin.MEASURED),
        Map.of(layer, new Figure(ms, Origin.MEASURED)),
        Map.of());
  }

  @Test
  void takesRateAndDelayFromTwoSizes() {
    Link measured = LinkMeter.fit(LINK, probe(0, 4), probe(100_000, 24));
    assertThat(measured.delayMs()).isEqualTo(2);
    assertThat(measured.mbitPerSecond()).isCloseTo(40, within(1e-9));
    assertThat(measured.origin()).isEqualTo(Origin.MEASURED);
  }

  @Test
  void keepsTheKnownRateWhereALargeMessageTookNoLonger() {
    Link measured = LinkMeter.fit(LINK, probe(0, 4), probe(100_000, 4));
    assertThat(measured.mbitPerSecond()).isEqualTo(80);
    assertThat(measured.origin()).isEqualTo(Origin.CATALOGUE);
  }

  private static LinkProbe probe(long bytes, double roundTripMs) {
    return LinkProbe.newBuilder().setMessageBytes(bytes).setRoundTripMs(roundTripMs).build();
  }

  private static Program program() {
    return new Program(
        "a",
        List.of(task("first", "a", IN, MIDDLE), task("second", "b", MIDDLE, OUT)),
        List.of(new Transfer("move", MIDDLE, "a", "b", Codec.NONE, 0)),
        List.of(IN),
        List.of());
  }

  /** Request 0 warms up; in the others all begins half a millisecond late. */
  private static Trace trace() {
    List<Trace.TaskRun> tasks = new ArrayList<>();
    List<Trace.TransferRun> transfers = new ArrayList<>();
    List<Trace.RequestRun> requests = new ArrayList<>();
    for (int request = 0; request < 4; request++) {
      double at = 100.0 * request;
      double extra = request == 0 ? 50 : 0;
      requests.add(new Trace.RequestRun(request, at, at + 15.5 + extra));
      tasks.add(new Trace.TaskRun(request, "first", "a", at + 0.5, at + 5.5));
      transfers.add(new Trace.TransferRun(request, "move", "a", "b", 10_000, at + 6, at + 8.5));
      tasks.add(new Trace.TaskRun(request, "second", "b", at + 9, at + 15.5 + extra));
    }
    return new Trace(true, tasks, transfers, requests);
  }

  private static Task task(String id, String device, Fragment reads, Fragment makes) {
    return new Task(
        id,
        device,
        Task.Kind.COMPUTE,
        List.of(Piece.whole(id, 0)),
        List.of(reads),
        List.of(makes),
        0,
        LayerCost.ZERO,
        0,
        Turn.ALWAYS);
  }

  private static Fragment fragment(String tensor) {
    return new Fragment(tensor, Region.ALL, 10_000);
  }
}
