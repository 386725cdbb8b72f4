package io.splitboard.core.operator;

import io.splitboard.core.network.OperatorCall;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rule of every operator kind. */
public final class Operators {

  private static final OperatorRule OTHER = new OperatorRule() {};
  private static final Map<String, OperatorRule> STANDARD = new HashMap<>();
  private static final Map<String, OperatorRule> MICROSOFT = new HashMap<>();

  private static final List<String> OF_ONE_ELEMENT =
      List.of(
          "Abs Acos Acosh Asin Asinh Atan Atanh BitwiseNot Cast Ceil Celu Cos Cosh Elu Erf Exp Floor",
          "Gelu HardSigmoid HardSwish Identity IsInf IsNaN LeakyRelu Log Mish Neg Not Reciprocal Relu",
          "Round Selu Shrink Sigmoid Sign Sin Sinh Softplus Softsign Sqrt Swish Tan Tanh",
          "ThresholdedRelu");
  private static final List<String> OF_SEVERAL_ELEMENTS =
      List.of(
          "Add And BitShift BitwiseAnd BitwiseOr BitwiseXor Div Equal Greater GreaterOrEqual Less",
          "LessOrEqual Max Mean Min Mod Mul Or Pow Sub Sum Where Xor");
  private static final List<String> REDUCTIONS =
      List.of(
          "ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd",
          "ReduceSum ReduceSumSquare GlobalAveragePool GlobalMaxPool GlobalLpPool");
  private static final List<String> WITH_BODIES = List.of("If Loop Scan SequenceMap");
  private static final List<String> RANDOM =
      List.of(
          "Bernoulli Multinomial RandomNormal RandomNormalLike RandomUniform RandomUniformLike");
  private static final OperatorRule AT_RANDOM = new WholeRule("it draws random numbers");
  private static final List<String> FROM_ALL =
      List.of("Compress NonMaxSuppression NonZero TfIdfVectorizer Unique");

  static {
    put(OF_ONE_ELEMENT, new AlongAxesRule(call -> Optional.of(List.of()), ""));
    put(OF_SEVERAL_ELEMENTS, new ElementwiseRule());
    STANDARD.put("Clip", new TrainedInputs(new ElementwiseRule(), Set.of()));
    STANDARD.put("PRelu", new TrainedInputs(new ElementwiseRule(), Set.of(1)));
    STANDARD.put("CastLike", new AlongAxesRule(call -> Optional.of(List.of()), ""));
    STANDARD.put("Dropout", new DropoutRule());
    STANDARD.put("QuantizeLinear", new TrainedInputs(new QuantizationRule(), Set.of(0)));
    STANDARD.put("DequantizeLinear", new TrainedInputs(new QuantizationRule(), Set.of(0)));
    putProducts();
    putWindows();
    putNormalizations();
    putAlongAxes();
    putLayout();
    putWhole();
    MICROSOFT.put("Gelu", new ElementwiseRule());
    MICROSOFT.put("FastGelu", new ElementwiseRule());
    MICROSOFT.put("BiasGelu", new ElementwiseRule());
    MICROSOFT.put("QuickGelu", new ElementwiseRule());
    MICROSOFT.put("Attention", new MultiHeadAttentionRule(true));
    MICROSOFT.put("MultiHeadAttention", new MultiHeadAttentionRule(false));
  }

  private Operators() {}

  /** Whether an operator draws random numbers, so that no two runs need to agree. */
  public static boolean isRandom(OperatorCall call) {
    boolean drops = call.operator().equals("Dropout") && !DropoutRule.passes(call);
    return isStandard(call.domain()) && (drops || STANDARD.get(call.operator()) == AT_RANDOM);
  }

  private static void put(List<String> kinds, OperatorRule rule) {
    for (String line : kinds) {
      for (String kind : line.split(" ")) {
        STANDARD.put(kind, rule);
      }
    }
  }

  private static void putProducts() {
    STANDARD.put("Gemm", new GemmRule());
    STANDARD.put("MatMul", new MatrixProductRule(0, 1, Set.of(), Set.of(), true));
    STANDARD.put("MatMulInteger", new MatrixProductRule(0, 1, Set.of(2), Set.of(3), true));
    STANDARD.put("QLinearMatMul", new MatrixProductRule(0, 3, Set.of(1, 2), Set.of(4, 5), false));
    STANDARD.put("Einsum", new EinsumRule());
    STANDARD.put("Attention", new AttentionRule());
    STANDARD.put("LSTM", new RecurrentRule());
    STANDARD.put("GRU", new RecurrentRule());
    STANDARD.put("RNN", new RecurrentRule());
  }

  private static void putWindows() {
    STANDARD.put("Conv", new ConvolutionRule(1, Set.of(1, 2), Set.of(2), true));
    STANDARD.put("ConvInteger", new ConvolutionRule(1, Set.of(1), Set.of(3), true));
    STANDARD.put("QLinearConv", new ConvolutionRule(3, Set.of(3, 8), Set.of(4, 5, 8), false));
    STANDARD.put("ConvTranspose", new TransposedConvolutionRule());
    STANDARD.put("MaxPool", new PoolRule());
    STANDARD.put("AveragePool", new PoolRule());
    STANDARD.put("LpPool", new PoolRule());
  }

  private static void putNormalizations() {
    STANDARD.put(
        "BatchNormalization", new TrainedInputs(new BatchNormalizationRule(), Set.of(1, 2)));
    STANDARD.put("InstanceNormalization", new InstanceNormalizationRule());
    STANDARD.put("GroupNormalization", new GroupNormalizationRule());
    STANDARD.put("LayerNormalization", new LayerNormalizationRule());
    STANDARD.put("RMSNormalization", new LayerNormalizationRule());
    STANDARD.put("SimplifiedLayerNormalization", new LayerNormalizationRule());
    STANDARD.put("LRN", new LocalResponseRule());
    STANDARD.put("LpNormalization", AlongAxesRule.attribute(-1, AlongAxesRule.NORMALIZES));
    STANDARD.put(
        "MeanVarianceNormalization",
        new AlongAxesRule(
            call -> Settings.axes(call, 1, List.of(0L, 2L, 3L)), AlongAxesRule.NORMALIZES));
  }

  private static void putAlongAxes() {
    STANDARD.put("Softmax", AlongAxesRule.softmax());
    STANDARD.put("LogSoftmax", AlongAxesRule.softmax());
    STANDARD.put("Hardmax", AlongAxesRule.softmax());
    STANDARD.put("TopK", AlongAxesRule.attribute(-1, "it picks the largest elements of this axis"));
    STANDARD.put(
        "CumSum",
        new AlongAxesRule(
            call ->
                Settings.isKnown(call.input(1))
                    ? Optional.of(
                        List.of(
                            Settings.axis(
                                call.input(1).integers().get(0), call.input(0).shape().rank())))
                    : Optional.empty(),
            "it sums up along this axis"));
    put(REDUCTIONS, new ReductionRule(false));
    STANDARD.put("ArgMax", new ReductionRule(true));
    STANDARD.put("ArgMin", new ReductionRule(true));
  }

  private static void putLayout() {
    STANDARD.put("Concat", new ConcatenationRule());
    STANDARD.put("Split", new SplitRule());
    STANDARD.put("Slice", new SliceRule());
    STANDARD.put("Pad", new TrainedInputs(new PadRule(), Set.of()));
    STANDARD.put("Resize", new ResizeRule());
    STANDARD.put("Upsample", new ResizeRule());
    STANDARD.put("DepthToSpace", new DepthToSpaceRule());
    STANDARD.put("SpaceToDepth", new SpaceToDepthRule());
    STANDARD.put("Transpose", new TransposeRule());
    STANDARD.put("Reshape", new ReshapeRule(true));
    put(List.of("Flatten Squeeze Unsqueeze"), new ReshapeRule(false));
    STANDARD.put("Expand", new ExpandRule());
    STANDARD.put("Tile", new TileRule());
    STANDARD.put("Gather", new GatherRule());
    STANDARD.put("GatherElements", new GatherElementsRule());
  }

  private static void putWhole() {
    put(List.of("Shape Size"), new WholeRule("it tells the size of a whole tensor"));
    put(
        List.of("ConstantOfShape EyeLike OneHot"),
        new WholeRule("the size of its output is an input"));
    STANDARD.put(
        "Range", new TrainedInputs(new WholeRule("the size of its output is an input"), Set.of()));
    put(WITH_BODIES, new WholeRule("it has a body of its own, which may read anything"));
    put(RANDOM, AT_RANDOM);
    put(FROM_ALL, new WholeRule("the size of its output depends on all of its input"));
    put(
        List.of("ScatterElements ScatterND Scatter"),
        new WholeRule("what it writes where is only known when it runs"));
    STANDARD.put(
        "DynamicQuantizeLinear",
        new WholeRule("its scale depends on the largest and smallest of all elements"));
  }

  /** Whether a domain is that of ONNX's own operators. */
  public static boolean isStandard(String domain) {
    return domain.isEmpty() || domain.equals("ai.onnx");
  }

  /** The rule for an operator; for unknown ones a rule that claims nothing. */
  public static OperatorRule rule(String domain, String operator) {
    if (domain.equals("com.microsoft")) {
      return MICROSOFT.getOrDefault(operator, OTHER);
    }
    return isStandard(domain) ? STANDARD.getOrDefault(operator, OTHER) : OTHER;
  }
}
