package io.splitboard.solver.hybrid;

import io.splitboard.core.cluster.Catalogue;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.cluster.Origin;
import io.splitboard.core.codec.Codec;
import io.splitboard.core.codec.CodecCost;
import io.splitboard.core.codec.TensorCodecs;
import io.splitboard.core.network.ElementType;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.LayerCost;
import io.splitboard.core.network.LayerKind;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Operand;
import io.splitboard.core.network.OperatorCall;
import io.splitboard.core.network.Shape;
import io.splitboard.core.network.Tensor;
import io.splitboard.core.profile.CatalogueProfile;
import io.splitboard.core.project.Constraints;
import io.splitboard.core.project.Objective;
import io.splitboard.solver.Problem;
import io.splitboard.solver.SolveLimits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Generated convolutional networks with residual additions, on two or three unequal devices. */
public final class SmallConvolutions {

  private static final List<String> MODELS = List.of("pi-5", "pi-4b", "pi-3b+");

  private final Random random;
  private final List<Layer> layers = new ArrayList<>();
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  private SmallConvolutions(Random random) {
    this.random = random;
  }

  /** A problem on one search thread, so that equal questions get equal answers. */
  public static Problem problem(long seed, Objective objective, double seconds) {
    Random random = new Random(seed);
    Network network = new SmallConvolutions(random).network(3 + random.nextInt(6));
    Cluster cluster = cluster(random, 2 + random.nextInt(2));
    return new Problem(
        network,
        cluster,
        CatalogueProfile.of(network, cluster),
        objective,
        Constraints.NONE,
        new SolveLimits(seconds, 1, 0));
  }

  /** The same with codecs whose costs were measured: random ones that pay on some links. */
  public static Problem packing(Problem problem, long seed) {
    Random random = new Random(seed);
    return packing(problem, 0.3 + 0.6 * random.nextDouble(), 20 * random.nextDouble());
  }

  /** The same with a codec that leaves this ratio and takes so many ms a megabyte at both ends. */
  public static Problem packing(Problem problem, double ratio, double msPerMegabyte) {
    Map<String, List<CodecCost>> costs = new LinkedHashMap<>();
    problem
        .network()
        .tensors()
        .keySet()
        .forEach(
            tensor ->
                costs.put(
                    tensor,
                    List.of(new CodecCost(Codec.LZ4, ratio, msPerMegabyte, msPerMegabyte))));
    return problem.with(problem.cluster(), problem.profile().with(new TensorCodecs(costs)));
  }

  private Network network(int count) {
    tensor("x", Shape.of(1, 8, 32, 32));
    String last = "x";
    for (int i = 0; i < count; i++) {
      String made = convolution("c" + i, last);
      boolean fits = tensors.get(made).shape().equals(tensors.get(last).shape());
      last = fits && random.nextBoolean() ? addition("a" + i, made, last) : made;
    }
    return new Network("small", layers, tensors, List.of("x"), List.of(last), List.of());
  }

  private String convolution(String id, String input) {
    Shape from = tensors.get(input).shape();
    long side = random.nextBoolean() ? 3 : 1;
    long stride = from.size(2) > 8 && random.nextInt(3) == 0 ? 2 : 1;
    long channels = random.nextBoolean() ? from.size(1) : 8L << random.nextInt(4);
    long pad = side / 2;
    long rows = (from.size(2) + 2 * pad - side) / stride + 1;
    Shape made = Shape.of(1, channels, rows, rows);
    Shape kernel = Shape.of(channels, from.size(1), side, side);
    long macs = made.elements() * from.size(1) * side * side * (1 + random.nextInt(40));
    OperatorCall call =
        new OperatorCall(
            "Conv",
            "",
            List.of(operand(input, from, false), operand(id + ".w", kernel, true)),
            List.of(operand(id, made, false)),
            Map.of(
                "kernel_shape", List.of(side, side),
                "strides", List.of(stride, stride),
                "pads", List.of(pad, pad, pad, pad)),
            Map.of());
    LayerKind kind = side == 1 ? LayerKind.POINTWISE : LayerKind.CONVOLUTION;
    LayerCost cost = new LayerCost(macs, kernel.elements(), 4 * kernel.elements());
    return layer(id, "Conv", List.of(input), kind, cost, call, made);
  }

  private String addition(String id, String one, String other) {
    Shape shape = tensors.get(one).shape();
    OperatorCall call =
        new OperatorCall(
            "Add",
            "",
            List.of(operand(one, shape, false), operand(other, shape, false)),
            List.of(operand(id, shape, false)),
            Map.of(),
            Map.of());
    return layer(id, "Add", List.of(one, other), LayerKind.MEMORY, LayerCost.ZERO, call, shape);
  }

  private String layer(
      String id,
      String operator,
      List<String> reads,
      LayerKind kind,
      LayerCost cost,
      OperatorCall call,
      Shape made) {
    int index = layers.size();
    tensor(id, made);
    layers.add(
        new Layer(
            id,
            index,
            operator,
            "",
            List.of(index),
            reads,
            List.of(id),
            List.of(),
            kind,
            cost,
            List.of(call)));
    return id;
  }

  private void tensor(String name, Shape shape) {
    tensors.put(name, new Tensor(name, ElementType.FLOAT32, shape));
  }

  private static Operand operand(String name, Shape shape, boolean constant) {
    return new Operand(name, ElementType.FLOAT32, shape, constant);
  }

  private static Cluster cluster(Random random, int count) {
    List<Device> devices = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String model = MODELS.get(random.nextInt(MODELS.size()));
      devices.add(Catalogue.device(model, "d" + i, new Connection.Local()));
    }
    List<Link> links = new ArrayList<>();
    for (Device from : devices) {
      for (Device to : devices) {
        if (from != to) {
          double rate = random.nextBoolean() ? 939 : 50;
          links.add(new Link(from.id(), to.id(), rate, 0.1, Origin.CATALOGUE));
        }
      }
    }
    return new Cluster(devices, links, "d0", Contention.PER_PORT);
  }
}
