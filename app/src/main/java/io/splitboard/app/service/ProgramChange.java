package io.splitboard.app.service;

import io.splitboard.core.Progress;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Replicas;
import io.splitboard.core.program.Transfer;
import java.util.List;
import java.util.Map;

/** What is done to a design's program before it is deployed. */
public interface ProgramChange {

  /** Tensors travel as they are. */
  ProgramChange NONE = packed(Transfer.Codec.NONE);

  /**
   * Each tensor is packed with what was tried to be quickest at its link's rate: {@link
   * ActivationCodecs}.
   */
  ProgramChange QUICKEST =
      (model, program, cluster, links, progress) ->
          ActivationCodecs.of(model, program, progress).choose(program, cluster, links);

  /** All tensors are packed with one codec. */
  static ProgramChange packed(Transfer.Codec codec) {
    return (model, program, cluster, links, progress) -> program.packed(transfer -> codec);
  }

  /**
   * The program that is deployed.
   *
   * @param links with the rates that are known best
   */
  Program apply(
      OpenModel model, Program program, Cluster cluster, List<Link> links, Progress progress);

  /** This after devices were given others that take turns with them. */
  default ProgramChange withReplicas(Map<String, List<String>> further) {
    return (model, program, cluster, links, progress) ->
        apply(model, Replicas.of(program, cluster, further), cluster, links, progress);
  }
}
