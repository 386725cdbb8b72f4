package io.splitboard.solver.pipeline;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.codec.CodecCost;
import io.splitboard.core.codec.CodecCosts;
import io.splitboard.core.codec.TensorCodecs;
import io.splitboard.core.network.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which codec a link gets for what it carries: the one with which that arrives soonest. */
@FunctionalInterface
public interface LinkPacking {

  /** Tensors as they are. */
  LinkPacking NONE = (link, tensors) -> CodecCost.NONE;

  /** The codec for these tensors. */
  CodecCost of(Link link, List<Tensor> tensors);

  /** With costs that are the same for all tensors. */
  static LinkPacking of(CodecCosts costs) {
    return (link, tensors) -> costs.best(link);
  }

  /**
   * With costs as they were measured on a network's own tensors; as they are where they were not.
   */
  static LinkPacking measured(Cluster cluster, TensorCodecs codecs) {
    Map<String, Device> devices = new HashMap<>();
    cluster.devices().forEach(device -> devices.put(device.id(), device));
    return (link, tensors) -> {
      List<TensorCodecs.Amount> amounts =
          tensors.stream()
              .map(tensor -> new TensorCodecs.Amount(tensor.name(), tensor.bytes()))
              .toList();
      return codecs.together(amounts, devices.get(link.from()), devices.get(link.to())).best(link);
    };
  }
}
