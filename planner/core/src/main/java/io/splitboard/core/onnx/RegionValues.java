package io.splitboard.core.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.splitboard.core.network.Box;
import io.splitboard.core.network.ElementType;
import io.splitboard.core.network.Range;
import io.splitboard.core.network.Tensor;
import io.splitboard.core.program.Region;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * The values of a sub-model by the regions of tensors that they hold. A region that no value holds
 * is made of those that are there, by nodes that slice, concatenate and add.
 */
final class RegionValues {

  /** From this version of ONNX's operators on, slices are told by inputs. */
  private static final long SLICE_BY_INPUTS = 10;

  private final GraphProto.Builder graph;
  private final List<NodeProto> nodes;
  private final long opset;
  private final Map<String, List<Held>> held = new HashMap<>();
  private final Map<List<Long>, String> vectors = new HashMap<>();
  private final Set<String> cuts = new HashSet<>();

  /** A value and the region that it holds. */
  private record Held(Region region, Box box, String name) {}

  /**
   * Starts empty.
   *
   * @param graph where constants are added
   * @param nodes where nodes are added
   */
  RegionValues(GraphProto.Builder graph, List<NodeProto> nodes, long opset) {
    this.graph = graph;
    this.nodes = nodes;
    this.opset = opset;
  }

  /** Notes that a value holds a region. */
  void hold(Tensor tensor, Region region, String name) {
    held.computeIfAbsent(tensor.name(), key -> new ArrayList<>())
        .add(new Held(region, region.box(tensor.shape()), name));
  }

  /** Name of a value that holds just this region; nodes are added where there is none yet. */
  String value(Tensor tensor, Region region) {
    List<Held> known = held.getOrDefault(tensor.name(), List.of());
    for (Held each : known) {
      if (each.region().equals(region)) {
        return each.name();
      }
    }
    String name =
        region instanceof Region.Summand summand
            ? part(summandOf(tensor, summand), summand.box(), tensor.name() + region.suffix())
            : make(tensor, region.box(tensor.shape()));
    hold(tensor, region, name);
    return name;
  }

  /** A part of a value that is no tensor of the network. */
  String slice(String value, Box whole, Box part, String name) {
    return cut(value, part.within(whole), whole, name);
  }

  private Held summandOf(Tensor tensor, Region.Summand wanted) {
    return held.get(tensor.name()).stream()
        .filter(
            each ->
                each.region() instanceof Region.Summand other
                    && other.terms().equals(wanted.terms())
                    && other.box().contains(wanted.box()))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("no summand of " + tensor.name() + " is here"));
  }

  private String make(Tensor tensor, Box box) {
    List<Held> wholes = new ArrayList<>();
    List<Held> summands = new ArrayList<>();
    for (Held each : held.getOrDefault(tensor.name(), List.of())) {
      (each.region() instanceof Region.Summand ? summands : wholes).add(each);
    }
    boolean there = wholes.stream().anyMatch(each -> each.box().contains(box));
    return there || summands.isEmpty() ? gather(tensor, box, wholes) : sum(tensor, box, summands);
  }

  private String sum(Tensor tensor, Box box, List<Held> summands) {
    List<String> terms = new ArrayList<>();
    long present = 0;
    for (Held each : summands) {
      if (each.box().contains(box)) {
        Region.Summand summand = (Region.Summand) each.region();
        Region region = new Region.Summand(box, summand.terms(), summand.of());
        terms.add(part(each, box, tensor.name() + region.suffix()));
        present += summand.terms().size();
      }
    }
    long all = ((Region.Summand) summands.get(0).region()).of();
    if (present != all) {
      throw new IllegalStateException(
          "only %d of %d terms of %s are here".formatted(present, all, tensor.name()));
    }
    String name = name(tensor, box);
    if (tensor.type() == ElementType.FLOAT32 || tensor.type() == ElementType.FLOAT64) {
      nodes.add(node("Sum", terms, name).build());
      return name;
    }
    String sum = terms.get(0);
    for (int i = 1; i < terms.size(); i++) {
      String next = i == terms.size() - 1 ? name : name + "~" + i;
      nodes.add(node("Add", List.of(sum, terms.get(i)), next).build());
      sum = next;
    }
    return sum;
  }

  private String gather(Tensor tensor, Box box, List<Held> values) {
    for (Held each : values) {
      if (each.box().contains(box)) {
        return part(each, box, name(tensor, box));
      }
    }
    Box first = box.intersect(mostOf(tensor, box, values).box());
    int axis = 0;
    while (first.range(axis).equals(box.range(axis))) {
      axis++;
    }
    String name = name(tensor, box);
    concatenate(along(tensor, box, axis, values), axis, name);
    return name;
  }

  /** Values put one behind the other along an axis. */
  String concatenation(List<String> parts, int axis) {
    String name = String.join("+", parts);
    if (cuts.add(name)) {
      concatenate(parts, axis, name);
    }
    return name;
  }

  private void concatenate(List<String> parts, int axis, String name) {
    nodes.add(
        node("Concat", parts, name)
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("axis")
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(axis))
            .build());
  }

  /** Values that hold a box one after the other along an axis. */
  private List<String> along(Tensor tensor, Box box, int axis, List<Held> values) {
    Box most = box.intersect(mostOf(tensor, box, values).box());
    Range inner = most.range(axis);
    Range all = box.range(axis);
    if (inner.equals(all)) {
      return List.of(value(tensor, Region.of(box, tensor.shape())));
    }
    List<String> names = new ArrayList<>();
    if (all.from() < inner.from()) {
      Box before = box.with(axis, new Range(all.from(), inner.from()));
      names.addAll(along(tensor, before, axis, values));
    }
    names.addAll(along(tensor, box.with(axis, inner), axis, values));
    if (inner.to() < all.to()) {
      Box after = box.with(axis, new Range(inner.to(), all.to()));
      names.addAll(along(tensor, after, axis, values));
    }
    return names;
  }

  private static Held mostOf(Tensor tensor, Box box, List<Held> values) {
    Held most = null;
    for (Held each : values) {
      long shared = box.intersect(each.box()).elements();
      if (shared > 0 && (most == null || shared > box.intersect(most.box()).elements())) {
        most = each;
      }
    }
    if (most == null) {
      throw new IllegalStateException("nothing here holds " + box + " of " + tensor.name());
    }
    return most;
  }

  private String part(Held from, Box box, String name) {
    return from.box().equals(box)
        ? from.name()
        : cut(from.name(), box.within(from.box()), from.box(), name);
  }

  private static String name(Tensor tensor, Box box) {
    return tensor.name() + Region.of(box, tensor.shape()).suffix();
  }

  /**
   * Adds a node that cuts a value, once for each name; the ranges are seen from the value's corner.
   */
  private String cut(String value, Box ranges, Box whole, String name) {
    if (!cuts.add(name)) {
      return name;
    }
    List<Long> starts = new ArrayList<>();
    List<Long> ends = new ArrayList<>();
    List<Long> axes = new ArrayList<>();
    for (int axis = 0; axis < ranges.rank(); axis++) {
      if (ranges.range(axis).size() < whole.range(axis).size()) {
        starts.add(ranges.range(axis).from());
        ends.add(ranges.range(axis).to());
        axes.add((long) axis);
      }
    }
    if (opset >= SLICE_BY_INPUTS) {
      nodes.add(
          node("Slice", List.of(value, vector(starts), vector(ends), vector(axes)), name).build());
    } else {
      nodes.add(
          node("Slice", List.of(value), name)
              .addAttribute(list("starts", starts))
              .addAttribute(list("ends", ends))
              .addAttribute(list("axes", axes))
              .build());
    }
    return name;
  }

  private static AttributeProto list(String name, List<Long> values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INTS)
        .addAllInts(values)
        .build();
  }

  private static NodeProto.Builder node(String operator, List<String> inputs, String output) {
    return NodeProto.newBuilder().setOpType(operator).addAllInput(inputs).addOutput(output);
  }

  /** Name of a constant vector of 64-bit integers. */
  String vector(List<Long> values) {
    return vectors.computeIfAbsent(
        values,
        key -> {
          String name = "#" + key.toString().replace(" ", "");
          TensorProto.Builder tensor =
              TensorProto.newBuilder()
                  .setName(name)
                  .setDataType(TensorProto.DataType.INT64_VALUE)
                  .addDims(key.size());
          LongStream.range(0, key.size()).forEach(i -> tensor.addInt64Data(key.get((int) i)));
          graph.addInitializer(tensor);
          return name;
        });
  }
}
