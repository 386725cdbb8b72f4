package io.splitboard.app.service;

import io.splitboard.core.Progress;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Transfer;
import java.util.List;

/** How a deployment's tensors are packed on their way. */
public interface Packing {

  /** As they are. */
  Packing NONE = with(Transfer.Codec.NONE);

  /** Each with what was tried to be quickest at its link's rate: {@link ActivationCodecs}. */
  Packing QUICKEST =
      (model, program, cluster, links, progress) ->
          ActivationCodecs.of(model, program, progress).choose(program, cluster, links);

  /** All with one codec. */
  static Packing with(Transfer.Codec codec) {
    return (model, program, cluster, links, progress) -> program.packed(transfer -> codec);
  }

  /**
   * The program with a codec for each transfer.
   *
   * @param links with the rates that are known best
   */
  Program packed(
      OpenModel model, Program program, Cluster cluster, List<Link> links, Progress progress);
}
