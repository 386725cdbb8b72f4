package io.splitboard.solver.pipeline;

import io.splitboard.core.codec.CodecCosts;
import java.util.List;

/**
 * Which chains are looked for.
 *
 * @param singleTensor whether only cuts that one tensor crosses are allowed, as in DEFER
 * @param model how long a node is at work for one result
 * @param devices ids of the devices that may compute; empty for all
 * @param mostStages how many stages there may be; 0 for as many as devices
 * @param inOrder whether stages must take the devices in the order given (or the cluster's), each
 *     of which may be left out
 * @param packing what each link does with tensors
 */
public record PipelineOptions(
    boolean singleTensor,
    StageModel model,
    List<String> devices,
    int mostStages,
    boolean inOrder,
    LinkPacking packing) {

  /** Any cut, any order of all devices, on our agents. */
  public static final PipelineOptions DEFAULT =
      new PipelineOptions(false, StageModel.SEPARATE_LANES, List.of(), 0, false, LinkPacking.NONE);

  /** Copies the list and checks the number. */
  public PipelineOptions {
    devices = List.copyOf(devices);
    if (mostStages < 0) {
      throw new IllegalArgumentException("there cannot be " + mostStages + " stages");
    }
  }

  /** The same with these devices only. */
  public PipelineOptions on(List<String> ids) {
    return new PipelineOptions(singleTensor, model, ids, mostStages, inOrder, packing);
  }

  /** The same with DEFER's cuts only. */
  public PipelineOptions singleTensorOnly() {
    return new PipelineOptions(true, model, devices, mostStages, inOrder, packing);
  }

  /** The same with another model of a node. */
  public PipelineOptions with(StageModel other) {
    return new PipelineOptions(singleTensor, other, devices, mostStages, inOrder, packing);
  }

  /** The same with the devices in their order. */
  public PipelineOptions keepingOrder() {
    return new PipelineOptions(singleTensor, model, devices, mostStages, true, packing);
  }

  /** The same with at most so many stages. */
  public PipelineOptions atMost(int stages) {
    return new PipelineOptions(singleTensor, model, devices, stages, inOrder, packing);
  }

  /** The same with codecs to choose from, which cost the same for all tensors. */
  public PipelineOptions packedWith(CodecCosts costs) {
    return packedBy(LinkPacking.of(costs));
  }

  /** The same with links that pack. */
  public PipelineOptions packedBy(LinkPacking other) {
    return new PipelineOptions(singleTensor, model, devices, mostStages, inOrder, other);
  }
}
