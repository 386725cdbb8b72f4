package io.splitboard.app.cli;

import io.splitboard.core.Progress;
import io.splitboard.core.project.Folders;
import io.splitboard.core.zoo.Zoo;
import io.splitboard.core.zoo.ZooModel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The reference networks that Splitboard makes itself. */
@Command(
    name = "zoo",
    description = "The reference networks that Splitboard makes itself, with random weights.",
    mixinStandardHelpOptions = true,
    subcommands = {ZooCommand.ListModels.class, ZooCommand.Build.class})
final class ZooCommand {

  private ZooCommand() {}

  /** Lists them. */
  @Command(
      name = "list",
      description = "Lists the reference networks.",
      mixinStandardHelpOptions = true)
  static final class ListModels extends AnsweringCommand {

    @Override
    Answer answer(Progress progress) {
      List<ZooModel> models = Zoo.models();
      StringBuilder text = new StringBuilder();
      models.forEach(
          model -> text.append("  %-46s %s%n".formatted(model.reference(), model.title())));
      return Answer.ok(
          Map.of("models", models.stream().map(ZooModel::reference).toList()), text.toString());
    }
  }

  /** Builds one as an ONNX file. */
  @Command(
      name = "build",
      description = "Builds a reference network as an ONNX file in the cache.",
      mixinStandardHelpOptions = true)
  static final class Build extends AnsweringCommand {

    @Parameters(paramLabel = "zoo:NAME", description = "Reference of the network.")
    private String reference;

    @Override
    Answer answer(Progress progress) {
      Path file = Zoo.build(reference, Folders.cache(), progress);
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("model", reference);
      json.put("file", file.toString());
      return Answer.ok(json, file + System.lineSeparator());
    }
  }
}
