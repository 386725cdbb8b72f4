package io.splitboard.core.operator;

import io.splitboard.core.network.Box;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Operand;
import io.splitboard.core.network.OperatorCall;
import io.splitboard.core.network.Range;
import io.splitboard.core.network.Shape;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a layer computes and reads at least if its output is split along one axis: as much as parts
 * of single indices do, since a larger part reads whatever the single indices in it read.
 *
 * <p>Remembers what was found for equal operators on equal shapes, which networks repeat.
 */
public final class FinestParts {

  /** Longer axes, as of sound, are not looked at index by index: then nothing is sure. */
  private static final int MOST_PARTS = 1 << 16;

  private final Network network;
  private final Map<Signature, Found> known = new HashMap<>();

  /**
   * What the finest parts do.
   *
   * @param work least sum of any parts' shares of the layer's work
   * @param reads by input and axis, the indices that are read in any case; inputs that are not read
   *     are absent
   */
  public record Found(double work, Map<String, BitSet[]> reads) {}

  /** An operator whose operands have numbers for names. */
  private record Signature(OperatorCall call, int axis, BitSet made) {}

  /** Asks about layers of a network. */
  public FinestParts(Network network) {
    this.network = network;
  }

  /**
   * Finds it.
   *
   * @param axis of the layer's outputs; one along which they can be split
   * @param made the indices along it that somebody reads; others are made by nobody
   * @throws IllegalArgumentException if a rule refuses, see {@link LayerSlicing#whyWhole}
   */
  public Found of(Layer layer, int axis, BitSet made) {
    if (made.cardinality() > MOST_PARTS) {
      return new Found(0, Map.of());
    }
    OperatorCall call = layer.calls().get(0);
    boolean simple =
        layer.calls().size() == 1 && call.output(0).name().equals(layer.outputs().get(0));
    return simple ? ofCall(call, axis, made) : ofLayer(layer, axis, made);
  }

  private Found ofCall(OperatorCall call, int axis, BitSet made) {
    Map<String, String> numbers = new HashMap<>();
    Signature signature = new Signature(numbered(call, numbers), axis, (BitSet) made.clone());
    Found found = known.computeIfAbsent(signature, FinestParts::find);
    Map<String, BitSet[]> reads = new HashMap<>();
    numbers.forEach(
        (name, number) -> {
          if (found.reads().containsKey(number)) {
            reads.put(name, found.reads().get(number));
          }
        });
    return new Found(found.work(), reads);
  }

  private static OperatorCall numbered(OperatorCall call, Map<String, String> numbers) {
    return new OperatorCall(
        call.operator(),
        call.domain(),
        call.version(),
        numbered(call.inputs(), numbers),
        numbered(call.outputs(), numbers),
        call.integers(),
        call.reals(),
        call.texts());
  }

  private static List<Operand> numbered(List<Operand> operands, Map<String, String> numbers) {
    List<Operand> result = new ArrayList<>();
    for (Operand each : operands) {
      String number =
          each.present()
              ? numbers.computeIfAbsent(each.name(), key -> String.valueOf(numbers.size()))
              : "";
      result.add(new Operand(number, each.type(), each.shape(), each.constant(), each.values()));
    }
    return result;
  }

  private static Found find(Signature signature) {
    OperatorCall call = signature.call();
    OperatorRule rule = Operators.rule(call.domain(), call.operator());
    Shape shape = call.output(0).shape();
    Map<String, BitSet[]> reads = new HashMap<>();
    BitSet made = signature.made();
    boolean more = true;
    for (int i = made.nextSetBit(0); i >= 0 && more; i = made.nextSetBit(i + 1)) {
      Box single = Box.of(shape).with(signature.axis(), new Range(i, i + 1));
      more = addReads(reads, call, rule.slice(call, single));
    }
    double size = shape.size(signature.axis());
    return new Found(made.cardinality() / size, reads);
  }

  /** Tells whether a part leaves anything for other parts to read. */
  private static boolean addReads(Map<String, BitSet[]> reads, OperatorCall call, Slicing part) {
    boolean more = false;
    for (int position = 0; position < call.inputs().size(); position++) {
      Operand operand = call.input(position);
      if (operand.present() && !operand.constant()) {
        Optional<Box> box = part.inputs().get(position);
        part.boxes(position).forEach(read -> add(reads, operand.name(), read));
        more |= box.isEmpty() || !box.get().isAllOf(operand.shape());
      }
    }
    return more;
  }

  private Found ofLayer(Layer layer, int axis, BitSet made) {
    Box all = Box.of(network.tensor(layer.outputs().get(0)).shape());
    Map<String, BitSet[]> reads = new HashMap<>();
    int main = LayerSlicing.mainNode(layer, index -> true);
    Work work = new Work(layer.calls().get(main), axis);
    for (int i = made.nextSetBit(0); i >= 0; i = made.nextSetBit(i + 1)) {
      LayerSlicing part = LayerSlicing.find(network, layer, all.with(axis, new Range(i, i + 1)));
      for (String input : part.reads().keySet()) {
        part.boxes(input).forEach(box -> add(reads, input, box));
      }
      part.nodes().get(main).ifPresent(node -> work.add(node.slicing()));
    }
    return new Found(work.share(), reads);
  }

  private static void add(Map<String, BitSet[]> reads, String input, Box box) {
    BitSet[] read = reads.computeIfAbsent(input, key -> none(box.rank()));
    for (int i = 0; i < read.length; i++) {
      Range range = box.range(i);
      read[i].set((int) range.from(), (int) range.to());
    }
  }

  private static BitSet[] none(int rank) {
    BitSet[] axes = new BitSet[rank];
    for (int i = 0; i < rank; i++) {
      axes[i] = new BitSet();
    }
    return axes;
  }

  /** Adds up what the node that stands for the layer makes along the axis, each index once. */
  private static final class Work {

    private final int axis;
    private final long elements;
    private final BitSet made = new BitSet();
    private long leastAcross = Long.MAX_VALUE;

    Work(OperatorCall main, int axis) {
      Shape shape = main.output(0).shape();
      this.axis = axis < shape.rank() ? axis : 0;
      this.elements = shape.elements();
    }

    void add(Slicing part) {
      Range range = part.output().range(axis);
      made.set((int) range.from(), (int) range.to());
      leastAcross = Math.min(leastAcross, part.output().elements() / Math.max(1, range.size()));
    }

    double share() {
      return made.isEmpty() || elements == 0
          ? 0
          : (double) made.cardinality() * leastAcross / elements;
    }
  }
}
