package io.splitboard.solver.pipeline;

import io.splitboard.core.cluster.Link;
import io.splitboard.core.cluster.Routes;
import io.splitboard.core.codec.LinkCodecs;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Tensor;
import io.splitboard.core.partition.Partition;
import io.splitboard.solver.Problem;
import java.util.List;

/** Makes a chain a partition that says how its links pack. */
final class PlanCodecs {

  private PlanCodecs() {}

  /** Each link packs what crosses between its stages as was counted with. */
  static Partition packed(Problem problem, LinkPacking packing, StagePlan plan) {
    Network network = problem.network();
    Partition partition = plan.partition(network);
    if (packing == LinkPacking.NONE) {
      return partition;
    }
    List<Cut> cuts = Cuts.all(network);
    Routes routes = new Routes(problem.profile().linksOf(problem.cluster()));
    LinkCodecs codecs = LinkCodecs.NONE;
    List<String> senders = List.of(problem.cluster().source());
    for (Stage stage : plan.stages()) {
      List<String> team = plan.team(stage);
      codecs =
          between(
              codecs,
              routes,
              packing,
              Crossing.tensors(network, cuts.get(stage.from())),
              senders,
              team);
      senders = team;
    }
    Cut last = cuts.get(cuts.size() - 1);
    return partition.withCodecs(
        between(
            codecs,
            routes,
            packing,
            Crossing.tensors(network, last),
            senders,
            List.of(problem.cluster().source())));
  }

  private static LinkCodecs between(
      LinkCodecs codecs,
      Routes routes,
      LinkPacking packing,
      List<Tensor> tensors,
      List<String> senders,
      List<String> receivers) {
    LinkCodecs chosen = codecs;
    for (String from : senders) {
      for (String to : receivers) {
        Link link = from.equals(to) ? null : routes.direct(from, to);
        if (link != null) {
          chosen = chosen.with(from, to, packing.of(link, tensors).codec());
        }
      }
    }
    return chosen;
  }
}
