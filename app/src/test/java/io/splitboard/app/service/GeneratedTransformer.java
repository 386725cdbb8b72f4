package io.splitboard.app.service;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Transformer blocks written out node by node, in the spellings that exporters have for them. Layer
 * normalization comes first in each half of a block; queries have all heads, keys and values may
 * have fewer.
 */
final class GeneratedTransformer extends GeneratedGraph {

  /** How queries, keys and values are projected. */
  enum Projections {
    /** Three products. */
    SEPARATE,
    /** Three general products of matrices of tokens. */
    GEMM,
    /** One product, parted in three. */
    SPLIT,
    /** One product, reshaped to queries, keys and values by heads. */
    RESHAPED,
    /** Three products, and one operator for all between them and the output projection. */
    FUSED
  }

  /** What is added to the scores. */
  enum Mask {
    NONE,
    /** A constant that hides what comes later. */
    CONSTANT,
    /** An input. */
    INPUT
  }

  /** Between the two dense layers. */
  enum Activation {
    RELU,
    /** One node. */
    GELU,
    /** Spelled with the error function. */
    ERF
  }

  /**
   * Sizes and spelling.
   *
   * @param keyHeads heads of keys and values, a divisor of those of the queries
   * @param size features of a head, even
   * @param stacked whether batch and heads are one axis in the products of heads
   * @param rotary whether positions turn queries and keys
   */
  record Spelling(
      int blocks,
      int batch,
      int tokens,
      int heads,
      int keyHeads,
      int size,
      Projections projections,
      boolean stacked,
      Mask mask,
      Activation activation,
      boolean rotary) {

    int width() {
      return heads * size;
    }

    int hidden() {
      return 4 * width();
    }
  }

  private static final int OPSET = 20;

  /** Attention is an operator from this version on. */
  private static final int FUSED_OPSET = 23;

  private final Spelling spelling;

  private GeneratedTransformer(Spelling spelling, long seed) {
    super("transformer", seed);
    this.spelling = spelling;
  }

  /** Writes the network into a folder. */
  static Path write(Spelling spelling, long seed, Path folder) throws IOException {
    GeneratedTransformer model = new GeneratedTransformer(spelling, seed);
    return Files.write(folder.resolve("transformer.onnx"), model.build().toByteArray());
  }

  private ModelProto build() {
    int[] dims = {spelling.batch, spelling.tokens, spelling.width()};
    graph.addInput(typed("x", dims));
    if (spelling.mask == Mask.INPUT && !isFused()) {
      graph.addInput(typed("mask", spelling.batch, 1, 1, spelling.tokens));
    }
    String at = "x";
    for (int i = 0; i < spelling.blocks; i++) {
      at = node("Add", attention(normalized(at)), at);
      at = node("Add", perceptron(normalized(at)), at);
    }
    graph.addOutput(typed(at, dims));
    ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(9).setGraph(graph);
    model.addOpsetImportBuilder().setDomain("").setVersion(isFused() ? FUSED_OPSET : OPSET);
    return model.build();
  }

  private String normalized(String in) {
    String scale = constant(1 + 0.1 * random.nextGaussian(), spelling.width());
    return node("LayerNormalization", in, scale, noise(0.1, spelling.width()));
  }

  private String attention(String in) {
    if (isFused()) {
      return fused(in);
    }
    boolean flat = spelling.projections == Projections.GEMM;
    return heads(flat ? reshaped(in, -1, spelling.width()) : in);
  }

  private boolean isFused() {
    return spelling.projections == Projections.FUSED;
  }

  private String fused(String in) {
    int width = spelling.width();
    int keys = spelling.keyHeads * spelling.size;
    List<String> inputs = new ArrayList<>();
    inputs.add(dense(in, width, width));
    inputs.add(dense(in, width, keys));
    inputs.add(dense(in, width, keys));
    if (spelling.mask == Mask.CONSTANT) {
      inputs.add(causal());
    }
    List<AttributeProto> counts =
        List.of(integer("q_num_heads", spelling.heads), integer("kv_num_heads", spelling.keyHeads));
    String context = node("Attention", counts, inputs.toArray(String[]::new));
    return dense(context, width, width);
  }

  private String heads(String in) {
    int[] order = {0, 2, 1, 3};
    List<String> made = projections(in);
    String query = made.get(0);
    String key = made.get(1);
    String value = repeated(made.get(2));
    boolean plain = !spelling.rotary && spelling.keyHeads == spelling.heads && !spelling.stacked;
    if (plain) {
      key = node("Transpose", List.of(ints("perm", 0, 1, 3, 2)), key);
    } else {
      if (spelling.rotary) {
        query = turned(query);
        key = turned(key);
      }
      key = repeated(key);
      if (spelling.stacked) {
        query = stack(query);
        key = stack(key);
        value = stack(value);
      }
      int[] last = spelling.stacked ? new int[] {0, 2, 1} : new int[] {0, 1, 3, 2};
      key = node("Transpose", List.of(ints("perm", last)), key);
    }
    String scores = node("Div", node("MatMul", query, key), constant(Math.sqrt(spelling.size)));
    String weights = node("Softmax", List.of(integer("axis", -1)), masked(scores));
    String context = node("MatMul", weights, value);
    if (spelling.stacked) {
      context = reshaped(context, spelling.batch, spelling.heads, spelling.tokens, spelling.size);
    }
    context = node("Transpose", List.of(ints("perm", order)), context);
    context = reshaped(context, 0, 0, spelling.width());
    return dense(context, spelling.width(), spelling.width());
  }

  /** Queries, keys and values: batch × heads × tokens × size. */
  private List<String> projections(String in) {
    AttributeProto order = ints("perm", 0, 2, 1, 3);
    int width = spelling.width();
    return switch (spelling.projections) {
      case SEPARATE, GEMM ->
          IntStream.range(0, 3)
              .mapToObj(i -> projected(in, i == 0 ? spelling.heads : spelling.keyHeads))
              .map(each -> node("Transpose", List.of(order), each))
              .toList();
      case FUSED -> throw new IllegalStateException("one operator has no heads to lay out");
      case SPLIT ->
          parts(dense(in, width, 3 * width), 2, longs(width, width, width)).stream()
              .map(each -> reshaped(each, 0, 0, spelling.heads, spelling.size))
              .map(each -> node("Transpose", List.of(order), each))
              .toList();
      case RESHAPED -> {
        String apart =
            reshaped(dense(in, width, 3 * width), 0, 0, 3, spelling.heads, spelling.size);
        String front = node("Transpose", List.of(ints("perm", 2, 0, 3, 1, 4)), apart);
        yield random.nextBoolean()
            ? IntStream.range(0, 3)
                .mapToObj(i -> node("Gather", List.of(integer("axis", 0)), front, index(i)))
                .toList()
            : parts(front, 0, longs(1, 1, 1)).stream()
                .map(each -> node("Squeeze", each, longs(0)))
                .toList();
      }
    };
  }

  private List<String> parts(String in, int axis, String sizes) {
    List<String> names = IntStream.range(0, 3).mapToObj(i -> "Part_" + count + "_" + i).toList();
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Split")
            .setName("Split_" + count++)
            .addInput(in)
            .addInput(sizes)
            .addAllOutput(names)
            .addAttribute(integer("axis", axis)));
    return names;
  }

  private String index(int value) {
    return initializer(TensorProto.newBuilder().setDataType(7).addInt64Data(value));
  }

  /** Features of some heads: batch × tokens × heads × size. */
  private String projected(String in, int heads) {
    int features = heads * spelling.size;
    if (spelling.projections == Projections.SEPARATE) {
      return reshaped(dense(in, spelling.width(), features), 0, 0, heads, spelling.size);
    }
    String made = node("Gemm", in, weight(spelling.width(), features), noise(0.1, features));
    return reshaped(made, spelling.batch, spelling.tokens, heads, spelling.size);
  }

  /** Heads of keys or values for all heads of queries. */
  private String repeated(String in) {
    if (spelling.keyHeads == spelling.heads) {
      return in;
    }
    int each = spelling.heads / spelling.keyHeads;
    String apart = node("Unsqueeze", in, longs(2));
    String expanded =
        node(
            "Expand",
            apart,
            longs(spelling.batch, spelling.keyHeads, each, spelling.tokens, spelling.size));
    return reshaped(expanded, spelling.batch, spelling.heads, spelling.tokens, spelling.size);
  }

  /** Rotary position embedding: x·cos + (−x₂, x₁)·sin. */
  private String turned(String in) {
    int half = spelling.size / 2;
    String first = node("Slice", in, longs(0), longs(half), longs(3), longs(1));
    String second = node("Slice", in, longs(half), longs(2 * half), longs(3), longs(1));
    String rotated = node("Concat", List.of(integer("axis", -1)), node("Neg", second), first);
    String cosines = angles(0);
    String sines = angles(-Math.PI / 2);
    return node("Add", node("Mul", in, cosines), node("Mul", rotated, sines));
  }

  /** Cosines of the angles of all positions, less a shift. */
  private String angles(double shift) {
    TensorProto.Builder tensor = tensor(1, 1, spelling.tokens, spelling.size);
    int half = spelling.size / 2;
    for (int i = 0; i < spelling.tokens * spelling.size; i++) {
      double frequency = Math.pow(10000, -(double) (i % half) / half);
      tensor.addFloatData((float) Math.cos(i / spelling.size * frequency + shift));
    }
    return initializer(tensor);
  }

  private String stack(String in) {
    return reshaped(in, spelling.batch * spelling.heads, spelling.tokens, spelling.size);
  }

  private String masked(String scores) {
    return switch (spelling.mask) {
      case NONE -> scores;
      case CONSTANT -> node("Add", scores, causal());
      case INPUT -> {
        if (!spelling.stacked) {
          yield node("Add", scores, "mask");
        }
        int[] apart = {spelling.batch, spelling.heads, spelling.tokens, spelling.tokens};
        String added = node("Add", reshaped(scores, apart), "mask");
        yield reshaped(added, spelling.batch * spelling.heads, spelling.tokens, spelling.tokens);
      }
    };
  }

  private String causal() {
    TensorProto.Builder tensor = tensor(spelling.tokens, spelling.tokens);
    for (int i = 0; i < spelling.tokens * spelling.tokens; i++) {
      tensor.addFloatData(i % spelling.tokens > i / spelling.tokens ? -10000 : 0);
    }
    return initializer(tensor);
  }

  private String perceptron(String in) {
    String hidden = activated(dense(in, spelling.width(), spelling.hidden()));
    return dense(hidden, spelling.hidden(), spelling.width());
  }

  private String activated(String in) {
    return switch (spelling.activation) {
      case RELU -> node("Relu", in);
      case GELU -> node("Gelu", in);
      case ERF -> {
        String erf = node("Erf", node("Div", in, constant(Math.sqrt(2))));
        String product = node("Mul", in, node("Add", erf, constant(1)));
        yield node("Mul", product, constant(0.5));
      }
    };
  }

  private String dense(String in, int from, int to) {
    return node("Add", node("MatMul", in, weight(from, to)), noise(0.1, to));
  }

  private String reshaped(String in, int... dims) {
    return node("Reshape", in, longs(dims));
  }
}
