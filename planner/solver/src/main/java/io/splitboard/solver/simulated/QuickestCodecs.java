package io.splitboard.solver.simulated;

import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.codec.LinkCodecs;
import io.splitboard.core.codec.TensorCodecs;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.program.Compiler;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Transfer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * For each link of a partition the codec with which what it carries arrives soonest, by what codecs
 * were measured to cost and save on these tensors: packing pays below a rate that follows from
 * both, see {@link io.splitboard.core.codec.CodecCost#breakEvenMbitPerSecond}.
 *
 * @param network what is placed
 * @param cluster where
 * @param profile what is known of codecs and links
 */
public record QuickestCodecs(Network network, Cluster cluster, Profile profile) {

  /** Whether anything was measured. */
  public boolean known() {
    return !profile.codecs().costs().isEmpty();
  }

  /**
   * The same partition with these codecs on all links; packs nothing where nothing was measured.
   *
   * @throws UserException if the partition cannot be compiled
   */
  public Partition of(Partition partition) {
    Partition plain = partition.withCodecs(LinkCodecs.NONE);
    if (!known()) {
      return plain;
    }
    Program program = Compiler.compile(network, cluster, plain, profile);
    Map<List<String>, List<TensorCodecs.Amount>> carried = new LinkedHashMap<>();
    for (Transfer transfer : program.transfers()) {
      carried
          .computeIfAbsent(List.of(transfer.from(), transfer.to()), ends -> new ArrayList<>())
          .add(new TensorCodecs.Amount(transfer.fragment().tensor(), transfer.bytes()));
    }
    LinkCodecs chosen = LinkCodecs.NONE;
    for (Link link : profile.linksOf(cluster)) {
      List<TensorCodecs.Amount> amounts = carried.get(List.of(link.from(), link.to()));
      if (amounts != null) {
        var costs =
            profile
                .codecs()
                .together(amounts, cluster.device(link.from()), cluster.device(link.to()));
        chosen = chosen.with(link.from(), link.to(), costs.best(link).codec());
      }
    }
    return plain.withCodecs(chosen);
  }
}
