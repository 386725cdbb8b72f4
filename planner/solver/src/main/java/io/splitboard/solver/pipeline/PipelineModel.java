package io.splitboard.solver.pipeline;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Power;
import io.splitboard.core.cluster.Routes;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.profile.Profile;
import java.util.ArrayList;
import java.util.List;

/**
 * The queue model of a chain: {@code throughput = 1 / max_i period_i}, {@code latency = Σ (compute
 * + pack + send + unpack)}, and for each node and result {@code P_load·t_busy + P_idle·(period −
 * t_busy) + e_bit·bits}.
 *
 * <p>What crosses a cut goes to the next stage, which passes on what later stages need. A compiled
 * program sends such tensors straight to the devices that read them; the two differ only for cuts
 * of several tensors that lead past a whole stage. For all other chains the simulated throughput
 * converges to this model's.
 */
public final class PipelineModel {

  private final Network network;
  private final Cluster cluster;
  private final Profile profile;
  private final StageModel model;
  private final LinkPacking packing;
  private final List<Cut> cuts;
  private final boolean[] needed;
  private final Routes routes;
  private final Copies copies;

  /**
   * Makes a model.
   *
   * @param profile times of layers, rates and delays of links
   */
  public PipelineModel(Network network, Cluster cluster, Profile profile, StageModel model) {
    this(network, cluster, profile, model, LinkPacking.NONE);
  }

  /** Makes a model in which links pack. */
  public PipelineModel(
      Network network, Cluster cluster, Profile profile, StageModel model, LinkPacking packing) {
    this.packing = packing;
    this.network = network;
    this.cluster = cluster;
    this.profile = profile;
    this.model = model;
    this.cuts = Cuts.all(network);
    this.needed = Cuts.needed(network);
    this.routes = new Routes(profile.linksOf(cluster));
    this.copies = new Copies(network, profile);
  }

  /** What a chain comes to, without energy of sending. */
  public PipelineFigures figures(StagePlan plan) {
    return figures(plan, 0);
  }

  /**
   * What a chain comes to; times are infinite where devices have no link.
   *
   * @param joulePerBit energy of sending a bit
   */
  public PipelineFigures figures(StagePlan plan, double joulePerBit) {
    List<Stage> stages = plan.stages();
    if (stages.isEmpty() || stages.get(stages.size() - 1).to() != network.layers().size()) {
      throw new IllegalArgumentException("the stages do not cover the network");
    }
    List<Passing> passings = passings(stages);
    List<StageFigures> figures = new ArrayList<>();
    double latencyMs = passings.get(0).handledMs(model);
    double periodMs = dispatcherMs(passings);
    String bottleneck = "dispatcher";
    for (int i = 0; i < stages.size(); i++) {
      StageFigures one = stage(stages.get(i), passings.get(i), passings.get(i + 1));
      figures.add(one);
      latencyMs += one.computeMs() + passings.get(i + 1).handledMs(model);
      double atWorkMs = Math.max(one.periodMs(), portsMs(i, passings));
      if (atWorkMs >= periodMs) {
        periodMs = atWorkMs;
        bottleneck = one.stage().device();
      }
    }
    double period = periodMs;
    List<StageFigures> powered =
        figures.stream().map(one -> powered(one, period, joulePerBit)).toList();
    long payload = passings.subList(1, stages.size()).stream().mapToLong(Passing::bytes).sum();
    long wire =
        passings.subList(1, stages.size()).stream()
            .mapToLong(passing -> passing.crossing().wireBytes())
            .sum();
    double overheadMs = powered.stream().mapToDouble(one -> one.packMs() + one.unpackMs()).sum();
    return new PipelineFigures(powered, period, latencyMs, payload, wire, overheadMs, bottleneck);
  }

  /** Time between results, ms. */
  public double periodMs(StagePlan plan) {
    return figures(plan).periodMs();
  }

  /** What goes over one cut of the chain; nothing where both sides are one device. */
  private record Passing(String to, long bytes, Crossing crossing) {
    double handledMs(StageModel model) {
      return model.packMs(bytes) + crossing.travelMs() + model.unpackMs(bytes);
    }
  }

  /** Input, between stages, result. */
  private List<Passing> passings(List<Stage> stages) {
    List<Passing> passings = new ArrayList<>();
    String from = cluster.source();
    for (Stage stage : stages) {
      passings.add(passing(cuts.get(stage.from()), from, stage.device()));
      from = stage.device();
    }
    passings.add(passing(cuts.get(cuts.size() - 1), from, cluster.source()));
    return passings;
  }

  private Passing passing(Cut cut, String from, String to) {
    long bytes = from.equals(to) ? 0 : cut.bytes();
    return new Passing(to, bytes, Crossing.of(network, routes, packing, cut, from, to));
  }

  private StageFigures stage(Stage stage, Passing in, Passing out) {
    double computeMs =
        profile.device(stage.device()).overheadMs().value()
            + copies.ms(stage.device(), copies.bytes(cuts.get(stage.from()), cuts.get(stage.to())));
    long macs = 0;
    for (Layer layer : network.layers().subList(stage.from(), stage.to())) {
      computeMs += needed[layer.index()] ? profile.layerMs(stage.device(), layer.id()) : 0;
      macs += layer.cost().macs();
    }
    double receiveMs = in.crossing().occupiedMs();
    double sendMs = out.crossing().occupiedMs();
    double periodMs =
        Math.max(
            model.intakeMs(receiveMs, in.bytes()), model.workMs(computeMs, sendMs, out.bytes()));
    return new StageFigures(
        stage,
        macs,
        in.bytes(),
        out.bytes(),
        out.crossing().wireBytes(),
        receiveMs,
        model.unpackMs(in.bytes()),
        computeMs,
        model.packMs(out.bytes()),
        sendMs,
        periodMs,
        0);
  }

  /** The dispatcher packs and sends inputs on one side, receives and unpacks on the other. */
  private double dispatcherMs(List<Passing> passings) {
    Passing first = passings.get(0);
    Passing last = passings.get(passings.size() - 1);
    return Math.max(
        model.workMs(0, first.crossing().occupiedMs(), first.bytes()),
        model.intakeMs(last.crossing().occupiedMs(), last.bytes()));
  }

  /** Where the source has a stage in the middle, its ports carry inputs and results besides. */
  private double portsMs(int stage, List<Passing> passings) {
    int last = passings.size() - 1;
    boolean inside = stage > 0 && stage < last - 1;
    boolean sourceHere = inside && passings.get(stage).to().equals(cluster.source());
    if (!sourceHere || cluster.contention() == Contention.PER_LINK) {
      return 0;
    }
    double outMs =
        passings.get(0).crossing().occupiedMs() + passings.get(stage + 1).crossing().occupiedMs();
    double inMs =
        passings.get(last).crossing().occupiedMs() + passings.get(stage).crossing().occupiedMs();
    return Math.max(inMs, outMs);
  }

  private StageFigures powered(StageFigures one, double periodMs, double joulePerBit) {
    Power power = cluster.device(one.stage().device()).power();
    double idleMs = Math.max(0, periodMs - one.busyMs());
    double joule =
        (power.loadWatt() * one.busyMs() + power.idleWatt() * idleMs) / 1000
            + joulePerBit * 8 * one.wireBytes();
    return new StageFigures(
        one.stage(),
        one.macs(),
        one.receivedBytes(),
        one.sentBytes(),
        one.wireBytes(),
        one.receiveMs(),
        one.unpackMs(),
        one.computeMs(),
        one.packMs(),
        one.sendMs(),
        one.periodMs(),
        joule);
  }
}
