package io.splitboard.core.onnx;

import ai.onnxruntime.OrtException;
import io.splitboard.core.UserException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ONNX Runtime's reasons for refusing a model, in a sentence. */
final class Refusal {

  private static final Pattern IR_VERSION =
      Pattern.compile("Unsupported model IR version: (\\d+), max supported IR version: (\\d+)");
  private static final Pattern OPSET =
      Pattern.compile("Opset (\\d+) is under development.*?till opset (\\d+)", Pattern.DOTALL);
  private static final Pattern UNKNOWN_OPERATOR =
      Pattern.compile(
          "No Op registered for (\\S+)|(?:[\\w.]+:)?(\\w+)\\(-?\\d+\\) is not a registered function/op");
  private static final Pattern NO_IMPLEMENTATION =
      Pattern.compile(
          "(?:Could not find an implementation|Failed to find kernel) for (\\w+)\\((\\d+)\\)"
              + "(?: node with name| \\(node:)\\s*'([^']*)'");
  private static final String OPTIONAL_VALUE = "Invalid ONNXType found";
  private static final int LONGEST = 300;

  private Refusal() {}

  static UserException of(Path file, OrtException cause) {
    return new UserException(sentence(file, String.valueOf(cause.getMessage())), cause);
  }

  /** Why a model did not run with inputs that were made up to learn shapes. */
  static UserException ofRun(Path file, OrtException cause) {
    return new UserException(
        "Model %s does not run with made-up inputs, from which the shapes of its values would be learned (%s); give other sizes with --shape, or export it so that no shape depends on the values of inputs."
            .formatted(file, shortened(String.valueOf(cause.getMessage()))),
        cause);
  }

  private static String sentence(Path file, String message) {
    Matcher version = IR_VERSION.matcher(message);
    if (version.find()) {
      return "Model %s has ONNX format version %s, newer than ONNX Runtime takes (%s); export it for an older version."
          .formatted(file, version.group(1), version.group(2));
    }
    Matcher opset = OPSET.matcher(message);
    if (opset.find()) {
      return "Model %s uses operator set %s, newer than ONNX Runtime takes (%s); export it with an older one."
          .formatted(file, opset.group(1), opset.group(2));
    }
    Matcher operator = UNKNOWN_OPERATOR.matcher(message);
    if (operator.find()) {
      return "Model %s uses the operator %s, which ONNX Runtime does not have; export it with standard operators only."
          .formatted(file, operator.group(1) != null ? operator.group(1) : operator.group(2));
    }
    Matcher implementation = NO_IMPLEMENTATION.matcher(message);
    if (implementation.find()) {
      return "ONNX Runtime has no implementation of the operator %s, version %s, for the element types that node '%s' of model %s uses it with; export the model as float32 and with operator set 7 or newer."
          .formatted(
              implementation.group(1), implementation.group(2), implementation.group(3), file);
    }
    if (message.contains(OPTIONAL_VALUE)) {
      return "Model %s has values of an optional type, which ONNX Runtime's Java interface cannot take; export it with tensors only."
          .formatted(file);
    }
    return "ONNX Runtime refuses the model %s (%s); mend and export it again."
        .formatted(file, shortened(message));
  }

  private static String shortened(String message) {
    String clean =
        message
            .replaceAll("Error code - \\w+ - message: ", "")
            .replaceAll("/onnxruntime_src/\\S+ [^\n]*?\\)(?: const)? (?=\\S)", "")
            .replaceAll("\\s+", " ")
            .strip();
    String cut = clean.length() > LONGEST ? clean.substring(0, LONGEST) + "…" : clean;
    return cut.endsWith(".") ? cut.substring(0, cut.length() - 1) : cut;
  }
}
