package io.splitboard.core.workload;

import com.fasterxml.jackson.databind.JsonNode;
import io.splitboard.core.UserException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Workloads as JSON, in the form of the study "Efficient Algorithms for Device Placement of DNN
 * Graph Operators" (NeurIPS 2020), where any accelerator is called FPGA.
 */
public final class WorkloadJson {

  private WorkloadJson() {}

  /**
   * Reads a workload. Unknown fields are ignored; {@code size} and {@code colorClass} may be left
   * out.
   *
   * @throws UserException if the file cannot be read, is too large, or makes no sense
   */
  public static Workload read(Path file) {
    JsonNode root = ExchangeFile.json(file);
    try {
      Fields top = new Fields(root, "the file");
      List<WorkloadNode> nodes = new ArrayList<>();
      for (JsonNode node : top.list("nodes", Workload.MOST_NODES)) {
        nodes.add(node(node, nodes.size()));
      }
      List<WorkloadEdge> edges = new ArrayList<>();
      for (JsonNode edge : top.list("edges", Workload.MOST_EDGES)) {
        Fields fields = new Fields(edge, "edge number " + (edges.size() + 1));
        edges.add(
            new WorkloadEdge(
                fields.whole("sourceId"), fields.whole("destId"), fields.number("cost")));
      }
      return new Workload(
          top.count("maxFPGAs"), top.number("maxSizePerFPGA"), top.count("maxCPUs"), nodes, edges);
    } catch (UserException e) {
      throw new UserException(file + ": " + e.getMessage(), e);
    }
  }

  private static WorkloadNode node(JsonNode node, int position) {
    Fields fields = new Fields(node, "node number " + (position + 1));
    return new WorkloadNode(
        fields.whole("id"),
        node.path("name").asText(""),
        fields.flag("supportedOnFpga"),
        fields.number("cpuLatency"),
        fields.number("fpgaLatency"),
        node.has("size") ? fields.number("size") : 0,
        fields.flag("isBackwardNode"),
        node.hasNonNull("colorClass")
            ? OptionalLong.of(fields.whole("colorClass"))
            : OptionalLong.empty());
  }

  /** Writes a workload so that {@link #read} and the study's programs read it. */
  public static void write(Workload workload, Path file) {
    List<Map<String, Object>> nodes = new ArrayList<>();
    for (WorkloadNode node : workload.nodes()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("id", node.id());
      fields.put("name", node.name());
      fields.put("supportedOnFpga", node.acceleratorAllowed() ? 1 : 0);
      fields.put("cpuLatency", node.cpuMs());
      fields.put("fpgaLatency", node.acceleratorMs());
      fields.put("isBackwardNode", node.backward() ? 1 : 0);
      node.colorClass().ifPresent(color -> fields.put("colorClass", color));
      fields.put("size", node.bytes());
      nodes.add(fields);
    }
    List<Map<String, Object>> edges = new ArrayList<>();
    for (WorkloadEdge edge : workload.edges()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("sourceId", edge.source());
      fields.put("destId", edge.target());
      fields.put("cost", edge.costMs());
      edges.add(fields);
    }
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("maxSizePerFPGA", workload.acceleratorBytes());
    root.put("maxFPGAs", workload.accelerators());
    root.put("maxCPUs", workload.cpus());
    root.put("nodes", nodes);
    root.put("edges", edges);
    ExchangeFile.writeJson(root, file);
  }
}
