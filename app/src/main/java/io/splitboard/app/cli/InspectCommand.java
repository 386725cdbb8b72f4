package io.splitboard.app.cli;

import io.splitboard.app.service.OpenModel;
import io.splitboard.core.Progress;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.LayerCost;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Tensor;
import io.splitboard.core.partition.SplitKind;
import io.splitboard.core.partition.Splits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells what is in a model. */
@Command(
    name = "inspect",
    description = "Tells a model's layers, shapes, MACs, parameters and bytes.",
    mixinStandardHelpOptions = true)
final class InspectCommand extends AnsweringCommand {

  @Mixin private ModelArguments model;

  @Option(names = "--layers", description = "List every layer.")
  private boolean layers;

  @Override
  Answer answer(Progress progress) {
    OpenModel opened = model.open(progress);
    Network network = opened.network();
    LayerCost cost = network.cost();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", model.reference());
    json.put("file", opened.onnx().file().toString());
    json.put("name", network.name());
    json.put("inputs", tensors(network, network.inputs()));
    json.put("outputs", tensors(network, network.outputs()));
    json.put("layers", network.layers().size());
    json.put("blocks", network.blocks().size());
    json.put("macs", cost.macs());
    json.put("parameters", cost.parameters());
    json.put("weightBytes", cost.weightBytes());
    if (layers) {
      json.put("layerList", network.layers().stream().map(each -> layer(network, each)).toList());
    }
    return Answer.ok(json, text(network, cost));
  }

  private static List<Map<String, Object>> tensors(Network network, List<String> names) {
    return names.stream().map(network::tensor).map(InspectCommand::tensor).toList();
  }

  private static Map<String, Object> tensor(Tensor tensor) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", tensor.name());
    json.put("type", tensor.type().name());
    json.put("shape", tensor.shape().dims());
    json.put("bytes", tensor.bytes());
    return json;
  }

  private static Map<String, Object> layer(Network network, Layer layer) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", layer.id());
    json.put("operator", layer.operator());
    json.put("kind", layer.kind().name());
    json.put("inputs", layer.inputs());
    json.put("outputs", layer.outputs());
    json.put("macs", layer.cost().macs());
    json.put("parameters", layer.cost().parameters());
    json.put("weightBytes", layer.cost().weightBytes());
    json.put("whyNot", whyNot(network, layer));
    return json;
  }

  /** For each way to split a layer why it is not possible; null where it is. */
  private static Map<String, String> whyNot(Network network, Layer layer) {
    Map<String, String> json = new LinkedHashMap<>();
    json.put("rows", Splits.whyNot(network, layer, SplitKind.ROWS).orElse(null));
    json.put("columns", Splits.whyNot(network, layer, SplitKind.COLUMNS).orElse(null));
    json.put("channels", Splits.whyNot(network, layer, SplitKind.CHANNELS).orElse(null));
    json.put("inputChannels", Splits.whyNot(network, layer, SplitKind.INPUT_CHANNELS).orElse(null));
    return json;
  }

  private String text(Network network, LayerCost cost) {
    StringBuilder text = new StringBuilder();
    text.append(network.name()).append('\n');
    network.inputs().forEach(name -> text.append(line("input", network.tensor(name))));
    network.outputs().forEach(name -> text.append(line("output", network.tensor(name))));
    text.append(
        "  %d layers in %d blocks, %s MAC, %s parameters, %s of weights%n"
            .formatted(
                network.layers().size(),
                network.blocks().size(),
                Units.count(cost.macs()),
                Units.count(cost.parameters()),
                Units.bytes(cost.weightBytes())));
    if (layers) {
      network.layers().forEach(layer -> text.append(line(network, layer)));
    }
    return text.toString();
  }

  private static String line(String role, Tensor tensor) {
    return "  %s %s: %s %s, %s%n"
        .formatted(role, tensor.name(), tensor.type(), tensor.shape(), Units.bytes(tensor.bytes()));
  }

  private static String line(Network network, Layer layer) {
    return "  %4d  %-28s %-18s %-20s %9s MAC %10s%n"
        .formatted(
            layer.index(),
            layer.id(),
            layer.operator(),
            network.tensor(layer.outputs().get(0)).shape(),
            Units.count(layer.cost().macs()),
            Units.bytes(layer.cost().weightBytes()));
  }
}
