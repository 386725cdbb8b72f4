package io.splitboard.core.workload;

import com.fasterxml.jackson.databind.JsonNode;
import io.splitboard.core.UserException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Splits as JSON: {@code {"fpgas": [{"nodes": [ids], "load": ms}, …], "cpus": […]}}. */
public final class SplitJson {

  private SplitJson() {}

  /** The fields of a split, in the order in which they are written. */
  public static Map<String, Object> fields(Split split) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("fpgas", split.accelerators().stream().map(SplitJson::fields).toList());
    root.put("cpus", split.cpus().stream().map(SplitJson::fields).toList());
    return root;
  }

  private static Map<String, Object> fields(Split.Part part) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("nodes", part.nodes());
    fields.put("load", part.loadMs());
    return fields;
  }

  /** Writes a split together with its largest load, as the study's programs do. */
  public static void write(Split split, double maxLoadMs, Path file) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("maxLoad", maxLoadMs);
    root.putAll(fields(split));
    ExchangeFile.writeJson(root, file);
  }

  /**
   * Reads a split; a part's load may be left out and is then not a number.
   *
   * @throws UserException if the file cannot be read or is not a split
   */
  public static Split read(Path file) {
    JsonNode root = ExchangeFile.json(file);
    try {
      Fields top = new Fields(root, "the file");
      return new Split(parts(top, "fpgas"), parts(top, "cpus"));
    } catch (UserException e) {
      throw new UserException(file + ": " + e.getMessage(), e);
    }
  }

  private static List<Split.Part> parts(Fields top, String name) {
    List<Split.Part> parts = new ArrayList<>();
    for (JsonNode part : top.list(name, Workload.MOST_DEVICES)) {
      Fields fields = new Fields(part, name + " number " + (parts.size() + 1));
      List<Long> nodes = new ArrayList<>();
      for (JsonNode id : fields.list("nodes", Workload.MOST_NODES)) {
        if (!id.isIntegralNumber() || !id.canConvertToLong()) {
          throw new UserException("A node of " + name + " is not a whole number.");
        }
        nodes.add(id.asLong());
      }
      parts.add(new Split.Part(nodes, part.has("load") ? fields.number("load") : Double.NaN));
    }
    return parts;
  }
}
