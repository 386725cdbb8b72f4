package io.splitboard.app.window.model;

import io.splitboard.core.network.LayerCost;
import io.splitboard.core.network.Network;
import io.splitboard.core.project.Project;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is known about a project's model.
 *
 * @param title its name
 * @param kind where it comes from, in a word
 * @param lines facts, one a line
 */
public record ModelFacts(String title, String kind, List<String> lines) {

  static ModelFacts of(Project project, Network network) {
    LayerCost cost = network.cost();
    String inputs =
        network.inputs().stream()
            .map(network::tensor)
            .map(tensor -> tensor.name() + " " + tensor.shape())
            .collect(Collectors.joining(", "));
    return new ModelFacts(
        network.name(),
        project.model().startsWith("zoo:") ? "zoo" : "file",
        List.of(
            project.model(),
            "input " + inputs,
            network.layers().size() + " layers in " + network.blocks().size() + " blocks",
            SessionText.macs(cost.macs())
                + ", "
                + SessionText.count(cost.parameters())
                + " parameters",
            Units.bytes(cost.weightBytes()) + " of weights"));
  }
}
