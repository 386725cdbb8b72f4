package io.splitboard.app.cli;

import io.splitboard.app.service.Planning;
import io.splitboard.app.service.Workspace;
import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.partition.Violation;
import io.splitboard.core.project.Design;
import io.splitboard.core.workload.DesignWorkload;
import io.splitboard.core.workload.Split;
import io.splitboard.core.workload.SplitJson;
import io.splitboard.core.workload.SplitScore;
import io.splitboard.core.workload.SplitScorer;
import io.splitboard.core.workload.WorkloadJson;
import io.splitboard.core.workload.pipeedge.DesignChain;
import io.splitboard.core.workload.pipeedge.PipeEdgeYaml;
import io.splitboard.core.workload.pipeedge.Schedule;
import io.splitboard.core.workload.pipeedge.ScheduleScore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a design for other tools' solvers and scorers. */
@Command(
    name = "export",
    description = "Writes a design as workload JSON with its split, or as PipeEdge's YAML.",
    mixinStandardHelpOptions = true)
final class ExportCommand extends AnsweringCommand {

  private enum Form {
    WORKLOAD,
    PIPEEDGE
  }

  @Mixin private ProjectArguments project;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FORM",
      description =
          "workload: workload.json and split.json of msr-fiddle/dnn-partitioning. pipeedge: models.yml, "
              + "device_types.yml, devices.yml and schedule.yml.")
  private Form form;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder for the files; made if missing.")
  private Path folder;

  @Option(
      names = "--like",
      paramLabel = "DEVICE",
      description = "workload: all accelerators get this device's times; needed where they differ.")
  private String like;

  @Override
  Answer answer(Progress progress) {
    try (Workspace workspace = project.look(progress)) {
      Design design = project.design(workspace);
      Planning planning = workspace.planning();
      List<Violation> violations = planning.violations(design);
      if (!violations.isEmpty()) {
        throw new UserException(violations.get(0).sentence());
      }
      makeFolder();
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("project", workspace.project().name());
      json.put("design", design.name());
      json.put("folder", folder.toString());
      json.put("form", form.name().toLowerCase(Locale.ROOT));
      return form == Form.WORKLOAD
          ? workload(planning, design, json)
          : pipeEdge(planning, design, json);
    }
  }

  private void makeFolder() {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UserException("The folder " + folder + " cannot be made: check the path.", e);
    }
  }

  private Answer workload(Planning planning, Design design, Map<String, Object> json) {
    DesignWorkload exported =
        DesignWorkload.of(planning.network(), planning.cluster(), planning.profile(), like);
    Split split = exported.split(planning.cluster(), design.partition());
    SplitScore score = SplitScorer.score(exported.workload(), split);
    WorkloadJson.write(exported.workload(), folder.resolve("workload.json"));
    SplitJson.write(split, score.maxLoadMs(), folder.resolve("split.json"));
    json.put("nodes", exported.workload().nodes().size());
    json.put("like", exported.like());
    json.put("mbitPerSecond", exported.mbitPerSecond());
    json.put("maxLoad", score.maxLoadMs());
    json.put("contiguous", score.contiguous());
    return Answer.ok(
        json,
        "%s: workload.json and split.json in %s, largest load %s by their cost model%n"
            .formatted(design.name(), folder, Units.ms(score.maxLoadMs())));
  }

  private Answer pipeEdge(Planning planning, Design design, Map<String, Object> json) {
    DesignChain exported =
        DesignChain.of(planning.network(), planning.cluster(), planning.profile());
    Schedule schedule = exported.schedule(design.partition());
    double periodMs = 1000 * ScheduleScore.of(exported.chain(), schedule).seconds();
    PipeEdgeYaml.write(exported.chain(), folder);
    PipeEdgeYaml.write(schedule, folder.resolve("schedule.yml"));
    json.put("model", exported.chain().name());
    json.put("layers", exported.chain().layers().size());
    json.put("stages", schedule.stages().size());
    json.put("periodMs", periodMs);
    json.put("blocks", exported.blocks());
    return Answer.ok(
        json,
        "%s: PipeEdge's files and schedule.yml in %s, %s between results by its cost model%n"
            .formatted(design.name(), folder, Units.ms(periodMs)));
  }
}
