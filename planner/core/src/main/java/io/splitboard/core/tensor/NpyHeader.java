package io.splitboard.core.tensor;

import io.splitboard.core.UserException;
import io.splitboard.core.network.ElementType;
import io.splitboard.core.network.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The dictionary at the head of a {@code .npy} file, as NumPy's format document describes it.
 *
 * @param type element type
 * @param shape dimensions
 */
record NpyHeader(ElementType type, Shape shape) {

  private static final Map<String, ElementType> TYPES =
      Map.ofEntries(
          Map.entry("f4", ElementType.FLOAT32),
          Map.entry("f8", ElementType.FLOAT64),
          Map.entry("f2", ElementType.FLOAT16),
          Map.entry("i1", ElementType.INT8),
          Map.entry("i2", ElementType.INT16),
          Map.entry("i4", ElementType.INT32),
          Map.entry("i8", ElementType.INT64),
          Map.entry("u1", ElementType.UINT8),
          Map.entry("u2", ElementType.UINT16),
          Map.entry("u4", ElementType.UINT32),
          Map.entry("u8", ElementType.UINT64),
          Map.entry("b1", ElementType.BOOL));
  private static final Pattern DESCRIPTION = Pattern.compile("'descr'\\s*:\\s*'([<>|=]?)(\\w+)'");
  private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d,\\s]*)\\)");
  private static final int MOST_DIGITS = 18;

  static NpyHeader parse(Path file, String text) {
    Matcher description = DESCRIPTION.matcher(text);
    Matcher fortran = FORTRAN.matcher(text);
    Matcher shape = SHAPE.matcher(text);
    if (!description.find() || !fortran.find() || !shape.find()) {
      throw refused(file, "has no header that Splitboard understands; save a plain array");
    }
    if (fortran.group(1).equals("True")) {
      throw refused(file, "is in Fortran order; save numpy.ascontiguousarray(array)");
    }
    ElementType type = TYPES.get(description.group(2));
    if (type == null) {
      throw refused(file, "has elements of type " + description.group(2) + "; save numbers");
    }
    if (description.group(1).equals(">") && type.bytes() > 1) {
      throw refused(file, "is big-endian; save array.astype('<" + description.group(2) + "')");
    }
    return new NpyHeader(type, shape(file, shape.group(1)));
  }

  private static Shape shape(Path file, String text) {
    List<Long> dims = new ArrayList<>();
    for (String size : text.split(",")) {
      String digits = size.strip();
      if (digits.length() > MOST_DIGITS) {
        throw refused(file, "has an impossible shape; save it again");
      }
      if (!digits.isEmpty()) {
        dims.add(Long.parseLong(digits));
      }
    }
    return new Shape(dims);
  }

  /** The dictionary as NumPy writes it. */
  String text() {
    String code =
        TYPES.entrySet().stream()
            .filter(entry -> entry.getValue() == type)
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow(
                () ->
                    new UserException(
                        "NumPy has no type for " + type + "; choose another output."));
    String dims = String.join(", ", shape.dims().stream().map(String::valueOf).toList());
    return "{'descr': '%s%s', 'fortran_order': False, 'shape': (%s%s), }"
        .formatted(type.bytes() == 1 ? "|" : "<", code, dims, shape.rank() == 1 ? "," : "");
  }

  private static UserException refused(Path file, String why) {
    return new UserException("NumPy file " + file + " " + why + ".");
  }
}
