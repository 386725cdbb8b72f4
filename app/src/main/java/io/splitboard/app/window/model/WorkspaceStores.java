package io.splitboard.app.window.model;

import io.splitboard.app.service.Workspace;
import io.splitboard.app.study.Studies;
import io.splitboard.app.window.task.TaskRunner;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.project.Constraints;
import io.splitboard.core.project.Design;
import io.splitboard.core.project.Experiment;
import io.splitboard.core.project.ExperimentHeader;
import io.splitboard.core.project.Objective;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Designs and runs as a project keeps them. */
final class WorkspaceStores {
  private WorkspaceStores() {}

  /** The stored designs; where there are none, one with all layers on the source. */
  static List<Design> designs(Workspace workspace) {
    List<Design> stored = workspace.project().designs();
    if (!stored.isEmpty()) {
      return stored;
    }
    Partition start = Partition.onOneDevice(workspace.network(), workspace.cluster().source());
    return List.of(
        new Design(
            "all-on-" + workspace.cluster().source().toLowerCase(Locale.ROOT),
            "all on " + workspace.cluster().source(),
            Objective.LATENCY,
            Constraints.NONE,
            start));
  }

  /** Where designs are saved. */
  static DesignsModel.Store designStore(Workspace workspace) {
    return new DesignsModel.Store() {
      @Override
      public void save(Design design) {
        workspace.save(design);
      }

      @Override
      public void delete(Design design) {
        workspace.delete(design);
      }
    };
  }

  /** Where runs are saved. */
  static ExperimentsModel.Store experimentStore(Workspace workspace) {
    return new ExperimentsModel.Store() {
      @Override
      public List<ExperimentHeader> list() {
        return workspace.experiments().list();
      }

      @Override
      public Experiment load(String id) {
        return workspace.experiments().load(id);
      }
    };
  }

  /** The study that a project belongs to, with a folder for what it computes. */
  static StudyModel study(Workspace workspace, TaskRunner runner) {
    Path folder = workspace.project().folder().resolve(".splitboard").resolve("study");
    return new StudyModel(Studies.ofProject(workspace.project().name()), folder, runner);
  }
}
