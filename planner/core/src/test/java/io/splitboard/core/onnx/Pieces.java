package io.splitboard.core.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OrtException;
import io.splitboard.core.network.Box;
import io.splitboard.core.network.OperatorCall;
import io.splitboard.core.network.Range;
import io.splitboard.core.network.Shape;
import io.splitboard.core.operator.OperatorRule;
import io.splitboard.core.operator.Operators;
import io.splitboard.core.operator.Slicing;
import io.splitboard.core.tensor.Elements;
import io.splitboard.core.tensor.TensorData;
import io.splitboard.core.tensor.TensorSlices;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Assume;

/** Computes an operator whole and in parts by its rule, and compares. */
final class Pieces {

  /** Of the largest output element, where the arithmetic may be done in another order. */
  static final double ROUNDING = 1e-6;

  /** The same for sums of parts. */
  static final double SUMMATION = 1e-5;

  private final OneNode node;
  private final OperatorRule rule;
  private final OperatorCall call;
  private final List<TensorData> whole;

  private Pieces(OneNode node, OperatorCall call, List<TensorData> whole) {
    this.node = node;
    this.call = call;
    this.rule = Operators.rule(call.domain(), call.operator());
    this.whole = whole;
  }

  /** Opens a model of one node; what ONNX Runtime refuses is no case. */
  static Pieces of(OneNode node) {
    List<TensorData> whole = null;
    try {
      whole = Runtime.run(node.model(), node.values, node.outputNames());
    } catch (OrtException e) {
      Assume.that(false);
    }
    Assume.that(whole.get(0).shape().elements() > 0);
    OperatorCall call = call(node);
    // Shape inference counts windows of some pools that ONNX Runtime does not make.
    Assume.that(call.output(0).shape().equals(whole.get(0).shape()));
    return new Pieces(node, call, whole);
  }

  private static OperatorCall call(OneNode node) {
    try {
      Path file = Files.createTempFile("node", ".onnx");
      try {
        Files.write(file, node.model().toByteArray());
        return OnnxImporter.read(OnnxModel.open(file), ImportOptions.DEFAULT)
            .layers()
            .get(0)
            .calls()
            .get(0);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  OperatorCall call() {
    return call;
  }

  Optional<String> whyWhole(int axis) {
    return rule.whyWhole(call, axis);
  }

  Shape shape() {
    return call.output(0).shape();
  }

  private List<Integer> splittable() {
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < shape().rank(); axis++) {
      Optional<String> why = whyWhole(axis);
      if (why.isPresent()) {
        assertThat(why.get()).isNotBlank().doesNotEndWith(".");
      } else if (shape().size(axis) > 1) {
        axes.add(axis);
      }
    }
    return axes;
  }

  /** The whole, then several random parts. */
  Pieces check(Random random, double tolerance) {
    check(Box.of(shape()), 0);
    List<Integer> axes = splittable();
    for (int i = 0; i < 4 && !axes.isEmpty(); i++) {
      check(part(random, axes), tolerance);
    }
    return this;
  }

  /** The same, with parts along an axis that must be there. */
  Pieces checkAlong(Random random, double tolerance, int... axes) {
    check(random, tolerance);
    for (int axis : axes) {
      if (shape().size(axis) > 1 && !isMisdeclared(axis)) {
        assertThat(whyWhole(axis)).as("axis %d of %s", axis, call).isEmpty();
        check(part(random, List.of(axis)), tolerance);
      }
    }
    return this;
  }

  /** ONNX's shape inference can count one window more than ONNX Runtime makes. */
  private boolean isMisdeclared(int axis) {
    return whyWhole(axis).filter(why -> why.contains("declared shape")).isPresent();
  }

  /** Whether no window skips a row or lies in the padding altogether. */
  private boolean readsEveryRow(int axis) {
    List<Long> kernel = call.integers().getOrDefault("kernel_shape", List.of());
    List<Long> strides = call.integers().getOrDefault("strides", List.of());
    List<Long> pads = call.integers().getOrDefault("pads", List.of());
    int spatial = axis - 2;
    long size = kernel.isEmpty() ? call.input(1).shape().size(axis) : kernel.get(spatial);
    long stride = strides.isEmpty() ? 1 : strides.get(spatial);
    boolean padded =
        !pads.isEmpty() && Math.max(pads.get(spatial), pads.get(spatial + pads.size() / 2)) >= size;
    return stride <= size && !padded;
  }

  Box part(Random random, List<Integer> axes) {
    Box box = Box.of(shape());
    int cuts = random.nextInt(4) == 0 ? 2 : 1;
    for (int cut = 0; cut < cuts; cut++) {
      int axis = axes.get(random.nextInt(axes.size()));
      box = box.with(axis, range(random, shape().size(axis)));
    }
    return box;
  }

  private static Range range(Random random, long size) {
    long from = random.nextLong(size);
    return switch (random.nextInt(4)) {
      case 0 -> new Range(0, from + 1);
      case 1 -> new Range(from, size);
      case 2 -> new Range(from, from + 1);
      default -> new Range(from, from + 1 + random.nextLong(size - from));
    };
  }

  void check(Box box, double tolerance) {
    Slicing slicing = rule.slice(call, box);
    assertThat(slicing.output().contains(box)).as("%s makes %s", slicing, box).isTrue();
    assertThat(Box.of(shape()).contains(slicing.output())).as("%s", slicing).isTrue();
    List<TensorData> made = run(slicing);
    for (int i = 0; i < made.size(); i++) {
      Shape shape = whole.get(i).shape();
      Box madeBox = onOutput(slicing.output(), shape);
      assertThat(made.get(i).shape()).as("%s %s", call, slicing).isEqualTo(madeBox.shape());
      Box wanted = onOutput(box, shape);
      assertEqual(
          cut(made.get(i), wanted.within(madeBox)), cut(whole.get(i), wanted), tolerance, slicing);
    }
  }

  private Box onOutput(Box box, Shape other) {
    Box same = Box.of(other);
    for (int axis = 0; axis < Math.min(box.rank(), other.rank()); axis++) {
      if (box.range(axis).size() < shape().size(axis)) {
        same = same.with(axis, box.range(axis));
      }
    }
    return same;
  }

  private static TensorData cut(TensorData data, Box box) {
    return new TensorData(
        data.type(), box.shape(), TensorSlices.slice(data.bytes(), data.type(), data.shape(), box));
  }

  /** What is read of an input, its parts side by side. */
  private static TensorData read(TensorData data, Slicing slicing, int position) {
    List<Box> boxes = slicing.boxes(position);
    if (boxes.size() == 1) {
      return cut(data, boxes.get(0));
    }
    int axis = slicing.scattered().get(position).axis();
    return boxes.stream().map(box -> cut(data, box)).reduce((a, b) -> joined(a, b, axis)).get();
  }

  /** Two values one behind the other along an axis. */
  private static TensorData joined(TensorData a, TensorData b, int axis) {
    long inner = a.type().bytes();
    for (int i = axis + 1; i < a.shape().rank(); i++) {
      inner *= a.shape().size(i);
    }
    int left = (int) (inner * a.shape().size(axis));
    int right = (int) (inner * b.shape().size(axis));
    ByteBuffer both =
        ByteBuffer.allocateDirect(a.bytes().remaining() + b.bytes().remaining())
            .order(a.bytes().order());
    for (int i = 0; i < a.bytes().remaining() / left; i++) {
      both.put(a.bytes().slice(i * left, left)).put(b.bytes().slice(i * right, right));
    }
    Range together = new Range(0, a.shape().size(axis) + b.shape().size(axis));
    Shape shape = Box.of(a.shape()).with(axis, together).shape();
    return new TensorData(a.type(), shape, both.flip());
  }

  private List<TensorData> run(Slicing slicing) {
    return run(slicing, node.values);
  }

  private List<TensorData> run(Slicing slicing, List<TensorData> values) {
    List<TensorData> read = new ArrayList<>();
    List<Boolean> constant = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < slicing.inputs().size(); i++) {
      Optional<Box> box = slicing.inputs().get(i);
      List<Long> replaced = slicing.constants().get(i);
      if (replaced != null) {
        assertThat(box).isEmpty();
        read.add(Noise.vector(replaced.stream().mapToLong(Long::longValue).toArray()));
        constant.add(true);
      } else {
        read.add(box.isPresent() ? read(values.get(i), slicing, i) : null);
        constant.add(box.isPresent() && node.constants.get(i));
      }
      names.add(read.get(i) == null ? "" : "x" + i);
    }
    NodeProto piece = NodeSlicer.rewrite(node.node.build(), slicing, names, node.outputNames());
    try {
      return Runtime.run(node.model(piece, read, constant), read, node.outputNames());
    } catch (OrtException e) {
      throw new AssertionError("%s%n%s%n%s".formatted(call, slicing, e.getMessage()), e);
    }
  }

  private void assertEqual(
      TensorData found, TensorData expected, double tolerance, Object description) {
    Elements made = new Elements(found);
    Elements wanted = new Elements(expected);
    assertThat(made.count()).isEqualTo(wanted.count());
    double allowed = tolerance * largest(whole.get(0));
    for (int i = 0; i < made.count(); i++) {
      double a = made.get(i);
      double b = wanted.get(i);
      boolean equal = Double.compare(a, b) == 0 || Math.abs(a - b) <= allowed;
      if (!equal) {
        throw new AssertionError(
            "element %d is %s instead of %s (allowed: %s)%n%s%n%s"
                .formatted(i, a, b, allowed, call, description));
      }
    }
  }

  private static double largest(TensorData data) {
    Elements elements = new Elements(data);
    double largest = 0;
    for (int i = 0; i < elements.count(); i++) {
      double magnitude = Math.abs(elements.get(i));
      largest = Double.isFinite(magnitude) ? Math.max(largest, magnitude) : largest;
    }
    return largest;
  }

  /** Shares the terms out at random, over the whole output and over parts of it. */
  Pieces checkSum(Random random) {
    long terms = rule.terms(call);
    assertThat(terms).isPositive();
    Box all = Box.of(shape());
    List<Integer> axes = splittable();
    Box box = axes.isEmpty() || random.nextBoolean() ? all : part(random, axes);
    double[] sum = new double[(int) box.elements()];
    long start = 0;
    while (start < terms) {
      long end = start + 1 + random.nextLong(terms - start);
      Slicing slicing = rule.summand(call, box, new Range(start, end), start == 0);
      TensorData made = cut(run(slicing).get(0), box.within(slicing.output()));
      Elements elements = new Elements(made);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += elements.get(i);
      }
      start = end;
    }
    Elements wanted = new Elements(cut(whole.get(0), box));
    double allowed = SUMMATION * largest(whole.get(0));
    for (int i = 0; i < sum.length; i++) {
      assertThat(Math.abs(sum[i] - wanted.get(i))).as("%s", call).isLessThanOrEqualTo(allowed);
    }
    return this;
  }

  /**
   * Nothing is read in vain: if the first or last index of what is read along an axis of input 0
   * had another value, the part would change.
   */
  Pieces checkTight(Random random, int axis) {
    if (whyWhole(axis).isPresent() || shape().size(axis) < 2) {
      return this;
    }
    Assume.that(readsEveryRow(axis));
    Box box = part(random, List.of(axis));
    Slicing slicing = rule.slice(call, box);
    Assume.that(slicing.output().equals(box) && !box.isAllOf(shape()));
    Range read = slicing.inputs().get(0).orElseThrow().range(axis);
    TensorData before = cut(run(slicing).get(0), box.within(slicing.output()));
    for (long row : new long[] {read.from(), read.to() - 1}) {
      List<TensorData> changed = new ArrayList<>(node.values);
      changed.set(0, withLargeRow(node.values.get(0), axis, row));
      TensorData after = cut(run(slicing, changed).get(0), box.within(slicing.output()));
      assertThat(after.bytes())
          .as("row %d of %s, %s", row, call, slicing)
          .isNotEqualTo(before.bytes());
    }
    return this;
  }

  private static TensorData withLargeRow(TensorData data, int axis, long row) {
    ByteBuffer copy =
        ByteBuffer.allocateDirect(data.bytes().remaining()).order(data.bytes().order());
    copy.put(data.bytes()).flip();
    long inner = 1;
    for (int i = axis + 1; i < data.shape().rank(); i++) {
      inner *= data.shape().size(i);
    }
    for (int i = 0; i < data.shape().elements(); i++) {
      if (i / inner % data.shape().size(axis) == row) {
        copy.putFloat(4 * i, 1000 + i);
      }
    }
    return new TensorData(data.type(), data.shape(), copy);
  }
}
