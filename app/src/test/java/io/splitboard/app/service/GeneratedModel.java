package io.splitboard.app.service;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A small random convolutional network: kernels, strides, asymmetric pads, dilations, groups,
 * pools, branches that are added or concatenated, and a dense head.
 */
final class GeneratedModel {

  private static final int[] KERNELS = {1, 2, 3, 5};

  private final Random random;
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("generated");
  private int count;

  /** A value of shape 1 × channels × height × width. */
  private record Value(String name, int channels, int height, int width) {}

  private GeneratedModel(long seed) {
    this.random = new Random(seed);
  }

  /** Writes the network of a seed into a folder. */
  static Path write(long seed, Path folder) throws IOException {
    GeneratedModel model = new GeneratedModel(seed);
    return Files.write(folder.resolve("generated.onnx"), model.build().toByteArray());
  }

  private ModelProto build() {
    Value at = new Value("image", 1 + random.nextInt(4), size(), size());
    graph.addInput(typed(at.name, 1, at.channels, at.height, at.width));
    int blocks = 2 + random.nextInt(4);
    for (int i = 0; i < blocks; i++) {
      at = random.nextInt(3) == 0 ? branches(at) : layer(at);
    }
    head(at);
    ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(8).setGraph(graph);
    model.addOpsetImportBuilder().setDomain("").setVersion(13);
    return model.build();
  }

  private int size() {
    return 8 + random.nextInt(17);
  }

  private Value layer(Value in) {
    return switch (random.nextInt(6)) {
      case 0, 1, 2 -> unary("Relu", convolution(in, 4 * (1 + random.nextInt(3))));
      case 3 -> pool(in);
      case 4 -> normalization(in);
      default -> unary(random.nextBoolean() ? "Sigmoid" : "Tanh", in);
    };
  }

  private Value convolution(Value in, int channels) {
    int kernelH = KERNELS[random.nextInt(KERNELS.length)];
    int kernelW = KERNELS[random.nextInt(KERNELS.length)];
    int dilation = random.nextInt(4) == 0 ? 2 : 1;
    int stride = random.nextInt(3) == 0 ? 2 : 1;
    int spanH = (kernelH - 1) * dilation + 1;
    int spanW = (kernelW - 1) * dilation + 1;
    int[] pads = {
      random.nextInt(spanH), random.nextInt(spanW), random.nextInt(spanH), random.nextInt(spanW)
    };
    int group = in.channels % 4 == 0 && random.nextInt(3) == 0 ? in.channels / 2 : 1;
    int out = group > 1 ? in.channels : channels;
    int height = (in.height + pads[0] + pads[2] - spanH) / stride + 1;
    int width = (in.width + pads[1] + pads[3] - spanW) / stride + 1;
    if (in.height + pads[0] + pads[2] < spanH || in.width + pads[1] + pads[3] < spanW) {
      return in;
    }
    Value made = new Value(fresh("conv"), out, height, width);
    String weight = weight(out, in.channels / group, kernelH, kernelW);
    graph.addNode(
        node("Conv", made.name, in.name, weight, weight(out))
            .addAttribute(ints("kernel_shape", kernelH, kernelW))
            .addAttribute(ints("pads", pads))
            .addAttribute(ints("dilations", dilation, dilation))
            .addAttribute(ints("strides", stride, stride))
            .addAttribute(integer("group", group)));
    return made;
  }

  private Value pool(Value in) {
    if (in.height < 3 || in.width < 3) {
      return in;
    }
    int kernel = 2 + random.nextInt(2);
    int stride = 1 + random.nextInt(2);
    int pad = random.nextInt(2);
    int height = (in.height + 2 * pad - kernel) / stride + 1;
    int width = (in.width + 2 * pad - kernel) / stride + 1;
    Value made = new Value(fresh("pool"), in.channels, height, width);
    graph.addNode(
        node(random.nextBoolean() ? "MaxPool" : "AveragePool", made.name, in.name)
            .addAttribute(ints("kernel_shape", kernel, kernel))
            .addAttribute(ints("pads", pad, pad, pad, pad))
            .addAttribute(ints("strides", stride, stride)));
    return made;
  }

  private Value normalization(Value in) {
    Value made = new Value(fresh("norm"), in.channels, in.height, in.width);
    String variance = fresh("variance");
    graph.addInitializer(tensor(variance, true, in.channels));
    graph.addNode(
        node(
            "BatchNormalization",
            made.name,
            in.name,
            weight(in.channels),
            weight(in.channels),
            weight(in.channels),
            variance));
    return made;
  }

  private Value unary(String operator, Value in) {
    Value made = new Value(fresh("act"), in.channels, in.height, in.width);
    graph.addNode(node(operator, made.name, in.name));
    return made;
  }

  private Value branches(Value in) {
    Value left = same(in);
    Value right = random.nextBoolean() ? in : same(in);
    if (random.nextBoolean()) {
      Value sum = new Value(fresh("sum"), in.channels, in.height, in.width);
      graph.addNode(node("Add", sum.name, left.name, right.name));
      return sum;
    }
    Value both = new Value(fresh("concat"), 2 * in.channels, in.height, in.width);
    graph.addNode(
        node("Concat", both.name, left.name, right.name).addAttribute(integer("axis", 1)));
    return both;
  }

  /** A convolution that keeps the shape. */
  private Value same(Value in) {
    Value made = new Value(fresh("same"), in.channels, in.height, in.width);
    graph.addNode(
        node("Conv", made.name, in.name, weight(in.channels, in.channels, 3, 3))
            .addAttribute(ints("kernel_shape", 3, 3))
            .addAttribute(ints("pads", 1, 1, 1, 1)));
    return made;
  }

  private void head(Value in) {
    String flat = fresh("flat");
    graph.addNode(node("Flatten", flat, in.name));
    int features = in.channels * in.height * in.width;
    String hidden = fresh("dense");
    graph.addNode(node("Gemm", hidden, flat, weight(features, 12), weight(12)));
    String active = fresh("act");
    graph.addNode(node("Relu", active, hidden));
    String scores = fresh("scores");
    graph.addNode(node("MatMul", scores, active, weight(12, 5)));
    graph.addOutput(typed(scores, 1, 5));
    if (random.nextBoolean()) {
      graph.addOutput(typed(in.name, 1, in.channels, in.height, in.width));
    }
  }

  private String fresh(String stem) {
    return stem + count++;
  }

  private String weight(int... dims) {
    String name = fresh("w");
    graph.addInitializer(tensor(name, false, dims));
    return name;
  }

  private TensorProto tensor(String name, boolean positive, int... dims) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(1);
    int elements = 1;
    for (int dim : dims) {
      tensor.addDims(dim);
      elements *= dim;
    }
    double scale = 1 / Math.sqrt(Math.max(1, elements / dims[0]));
    for (int i = 0; i < elements; i++) {
      double noise = random.nextGaussian() * scale;
      tensor.addFloatData((float) (positive ? 0.5 + Math.abs(noise) : noise));
    }
    return tensor.build();
  }

  private static NodeProto.Builder node(String operator, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .setName(output)
        .addAllInput(Arrays.asList(inputs))
        .addOutput(output);
  }

  private static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value).build();
  }

  private static AttributeProto ints(String name, int... values) {
    List<Long> longs = new ArrayList<>();
    for (int value : values) {
      longs.add((long) value);
    }
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.INTS)
        .addAllInts(longs)
        .build();
  }

  private static ValueInfoProto typed(String name, long... dims) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long dim : dims) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(dim));
    }
    TypeProto type =
        TypeProto.newBuilder()
            .setTensorType(TypeProto.Tensor.newBuilder().setElemType(1).setShape(shape))
            .build();
    return ValueInfoProto.newBuilder().setName(name).setType(type).build();
  }
}
