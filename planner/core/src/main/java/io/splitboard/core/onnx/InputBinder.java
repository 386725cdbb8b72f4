package io.splitboard.core.onnx;

import io.splitboard.core.UserException;
import io.splitboard.core.network.Shape;
import io.splitboard.core.onnx.InputDimensions.Dimension;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Binds the free dimensions of a model's inputs: first to what the user says, then to guesses. A
 * symbol that several inputs share has one size. A symbol that is a sum of others, such as {@code
 * past_length + length}, follows them.
 */
final class InputBinder {

  private final OnnxModel model;
  private final ImportOptions options;
  private final List<InputDimensions> inputs;
  private final Map<String, Long> given;

  /**
   * Checks what the user says against what the model declares.
   *
   * @throws UserException if they contradict each other
   */
  InputBinder(OnnxModel model, ImportOptions options) {
    this.model = model;
    this.options = options;
    this.inputs =
        model.structure().inputs().stream()
            .map(InputDimensions::of)
            .filter(InputDimensions::isTensor)
            .toList();
    this.given = new LinkedHashMap<>(options.dimensions());
    checkNames();
    options.inputShapes().forEach((name, shape) -> take(input(name), shape));
    given.forEach(this::checkSize);
  }

  private void checkNames() {
    Set<String> free = freeNames();
    for (String name : given.keySet()) {
      if (!free.contains(name)) {
        throw new UserException(
            "Model %s has no free dimension %s; %s."
                .formatted(
                    model.file(),
                    name,
                    free.isEmpty()
                        ? "all its dimensions are fixed"
                        : "its free dimensions are " + String.join(", ", free)));
      }
    }
  }

  private void checkSize(String name, long size) {
    if (size <= 0) {
      throw new UserException(
          "Dimension %s cannot have the size %d; give a positive one.".formatted(name, size));
    }
  }

  private Set<String> freeNames() {
    Set<String> names = new LinkedHashSet<>();
    for (InputDimensions input : inputs) {
      if (input.dimensions() != null) {
        input.dimensions().stream()
            .filter(Dimension::isFree)
            .forEach(dimension -> names.add(dimension.name()));
      }
    }
    return names;
  }

  private InputDimensions input(String name) {
    return inputs.stream()
        .filter(input -> input.input().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UserException(
                    "Model %s has no input %s; its inputs are %s."
                        .formatted(
                            model.file(),
                            name,
                            String.join(
                                ", ", inputs.stream().map(InputDimensions::input).toList()))));
  }

  private void take(InputDimensions input, Shape shape) {
    if (input.dimensions() == null) {
      return;
    }
    if (shape.rank() != input.dimensions().size()) {
      throw contradiction(input, shape);
    }
    for (int axis = 0; axis < shape.rank(); axis++) {
      Dimension dimension = input.dimensions().get(axis);
      long size = shape.size(axis);
      if (!dimension.isFree() && dimension.size() != size) {
        throw contradiction(input, shape);
      }
      if (dimension.isFree()) {
        Long before = given.put(dimension.name(), size);
        if (before != null && before != size) {
          throw new UserException(
              "Dimension %s cannot be both %d and %d; give it once."
                  .formatted(dimension.name(), before, size));
        }
      }
    }
  }

  private UserException contradiction(InputDimensions input, Shape shape) {
    return new UserException(
        "Input %s of %s cannot have the shape %s, for the model fixes it to %s."
            .formatted(input.input(), model.file(), shape, declared(input)));
  }

  private static String declared(InputDimensions input) {
    return String.join(
        "×",
        input.dimensions().stream()
            .map(dim -> dim.isFree() ? dim.name() : String.valueOf(dim.size()))
            .toList());
  }

  /** The bindings to try, best first, without repetition; one if nothing is open. */
  List<Binding> candidates() {
    List<Binding> candidates = new ArrayList<>();
    Set<Map<String, Shape>> seen = new HashSet<>();
    for (DefaultSizes sizes : DefaultSizes.GUESSES) {
      Binding candidate = bind(sizes);
      if (seen.add(candidate.shapes())) {
        candidates.add(candidate);
      }
    }
    return candidates;
  }

  private Binding bind(DefaultSizes sizes) {
    Map<String, Long> chosen = new LinkedHashMap<>();
    boolean guessed = false;
    for (InputDimensions input : inputs) {
      guessed |= choose(input, sizes, chosen);
    }
    chosen.replaceAll((name, size) -> given.containsKey(name) ? size : sum(name, size, chosen));
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (InputDimensions input : inputs) {
      shapes.put(input.input(), shape(input, chosen));
    }
    return new Binding(shapes, chosen, guessed);
  }

  /** Chooses sizes for what is free in an input; tells whether one is a guess. */
  private boolean choose(InputDimensions input, DefaultSizes sizes, Map<String, Long> chosen) {
    if (input.dimensions() == null) {
      return true;
    }
    boolean guessed = false;
    for (int axis = 0; axis < input.dimensions().size(); axis++) {
      Dimension dimension = input.dimensions().get(axis);
      if (!dimension.isFree() || chosen.containsKey(dimension.name())) {
        continue;
      }
      Long size = given.get(dimension.name());
      guessed |=
          size == null && DefaultSizes.role(dimension, axis, input) != DefaultSizes.Role.BATCH;
      chosen.put(dimension.name(), size != null ? size : sizes.of(dimension, axis, input));
    }
    return guessed;
  }

  private static long sum(String name, long otherwise, Map<String, Long> chosen) {
    if (!name.contains("+")) {
      return otherwise;
    }
    long sum = 0;
    for (String term : name.split("\\+")) {
      String symbol = term.strip();
      if (symbol.matches("\\d{1,9}")) {
        sum += Long.parseLong(symbol);
      } else if (chosen.containsKey(symbol)) {
        sum += chosen.get(symbol);
      } else {
        return otherwise;
      }
    }
    return sum;
  }

  /** An input of unknown rank is taken for a vector of one element unless the user says more. */
  private Shape shape(InputDimensions input, Map<String, Long> chosen) {
    Shape said = options.inputShapes().get(input.input());
    if (said != null || input.dimensions() == null) {
      return said != null ? said : Shape.of(1);
    }
    return new Shape(
        input.dimensions().stream()
            .map(dim -> dim.isFree() ? chosen.get(dim.name()) : (Long) dim.size())
            .toList());
  }
}
