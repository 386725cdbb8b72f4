package io.splitboard.app.service;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.network.Network;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.project.Design;
import io.splitboard.core.project.ModelFamily;
import io.splitboard.core.project.Project;
import io.splitboard.core.project.ProjectFolder;
import io.splitboard.core.project.ProjectLock;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A project's folder with its model: what is read from it, and what is written, if it was opened
 * for that. Safe for several threads.
 */
final class StoredProject implements AutoCloseable {

  private final ProjectFolder folder;
  private final Optional<ProjectLock> lock;
  private final Optional<OpenModel> model;
  private final Optional<String> modelProblem;
  private volatile Project project;

  private StoredProject(ProjectFolder folder, Optional<ProjectLock> lock, Progress progress) {
    this.folder = folder;
    this.lock = lock;
    Optional<OpenModel> opened = Optional.empty();
    Optional<String> problem = Optional.empty();
    try {
      opened =
          Optional.of(
              OpenModel.ofProject(folder.model(), folder.path(), folder.importOptions(), progress));
    } catch (UserException e) {
      problem = Optional.of(e.getMessage());
    }
    this.model = opened;
    this.modelProblem = problem;
    this.project = folder.read(model.map(OpenModel::network), problem);
  }

  /**
   * Opens it to change it.
   *
   * @throws UserException if there is no project, its files are damaged, or another workbench has
   *     it open
   */
  static StoredProject open(Path path, Progress progress) {
    ProjectFolder folder = ProjectFolder.open(path);
    ProjectLock lock = folder.lock(Environment.host());
    try {
      return new StoredProject(folder, Optional.of(lock), progress);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** Opens it only to look at it. */
  static StoredProject look(Path path, Progress progress) {
    return new StoredProject(ProjectFolder.open(path), Optional.empty(), progress);
  }

  /** As it is on disk now. */
  Project project() {
    return project;
  }

  /**
   * The model.
   *
   * @throws UserException that says why there is none
   */
  OpenModel model() {
    return model.orElseThrow(() -> new UserException(modelProblem.orElseThrow()));
  }

  Network network() {
    return model().network();
  }

  /** Folder of what need not be kept. */
  Path state() {
    return folder.state();
  }

  Path experimentsFile() {
    return folder.experiments();
  }

  /**
   * The models to choose from under a deadline.
   *
   * @throws UserException if the project names none
   */
  ModelFamily family() {
    return folder
        .family()
        .orElseThrow(
            () ->
                new UserException(
                    "The project names no models to choose from: add \"family\": \"family.json\""
                        + " to its project.json, and that file, as docs/project-format.md says."));
  }

  synchronized void save(Design design) {
    requireLock();
    folder.save(design, network());
    reload();
  }

  synchronized void delete(Design design) {
    requireLock();
    folder.deleteDesign(design.id());
    reload();
  }

  /** Keeps measured costs of devices and links that were not changed. */
  synchronized void save(Cluster cluster) {
    requireLock();
    Optional<Profile> kept =
        project.profile().map(profile -> Costs.unchanged(profile, project.cluster(), cluster));
    folder.save(cluster);
    folder.save(kept);
    reload();
  }

  synchronized void save(Optional<Profile> profile) {
    requireLock();
    folder.save(profile);
    reload();
  }

  private void reload() {
    project = folder.read(model.map(OpenModel::network), modelProblem);
  }

  /** Whether it was opened to change it. */
  boolean mayChange() {
    return lock.isPresent();
  }

  /** Refuses what changes something where it was opened only to look. */
  void requireLock() {
    if (lock.isEmpty()) {
      throw new IllegalStateException("this workspace was opened only to look");
    }
  }

  @Override
  public void close() {
    lock.ifPresent(ProjectLock::close);
  }
}
