package io.splitboard.app.study.separable;

import io.splitboard.app.service.OpenModel;
import io.splitboard.app.service.StartingDesigns;
import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Catalogue;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Wiring;
import io.splitboard.core.network.Network;
import io.splitboard.core.onnx.ImportOptions;
import io.splitboard.core.project.AtomicFiles;
import io.splitboard.core.project.Constraints;
import io.splitboard.core.project.Design;
import io.splitboard.core.project.Objective;
import io.splitboard.core.project.ProjectFolder;
import io.splitboard.separable.export.GroupPartition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A project for an exported network: each group of channels on a virtual device of its own. */
final class GroupProject {

  /** Id of the design that places group k on device k. */
  static final String DESIGN = "1-a-group-on-each-device";

  private static final String MODEL = "model.onnx";
  private static final double SLOWDOWN = 6;

  private GroupProject() {}

  /**
   * Makes the project, or replaces the network of the one that is there.
   *
   * @param model an ONNX file of the study
   * @param groups number of groups and of devices
   * @param folder of the project; its name becomes the project's
   * @return the folder
   * @throws UserException if a file cannot be written
   */
  static Path make(Path model, int groups, Path folder, Progress progress) {
    copy(model, folder.resolve(MODEL));
    Cluster cluster = cluster(groups);
    OpenModel opened = OpenModel.ofProject(MODEL, folder, ImportOptions.DEFAULT, progress);
    ProjectFolder project =
        Files.exists(folder.resolve("project.json"))
            ? ProjectFolder.open(folder)
            : ProjectFolder.create(
                folder, folder.getFileName().toString(), MODEL, ImportOptions.DEFAULT, cluster);
    project.save(cluster);
    Network network = opened.network();
    project.save(groupDesign(network, cluster), network);
    Design single = StartingDesigns.of(network, cluster).get(0);
    project.save(
        new Design(
            "2-all-on-" + cluster.source(),
            "2 all on " + cluster.source(),
            Objective.LATENCY,
            Constraints.NONE,
            single.partition()),
        network);
    return folder;
  }

  private static Design groupDesign(Network network, Cluster cluster) {
    return new Design(
        DESIGN,
        "1 a group on each device",
        Objective.LATENCY,
        Constraints.NONE,
        GroupPartition.of(network, cluster.deviceIds()));
  }

  private static Cluster cluster(int groups) {
    List<Device> devices =
        IntStream.range(0, groups)
            .mapToObj(
                index ->
                    Catalogue.device(
                        "pi-4b", "pi-" + (char) ('a' + index), new Connection.Virtual(SLOWDOWN)))
            .toList();
    return new Cluster(
        devices, Wiring.allPairs(devices, "wifi"), devices.get(0).id(), Contention.PER_PORT);
  }

  private static void copy(Path model, Path target) {
    try {
      AtomicFiles.write(target, Files.readAllBytes(model));
    } catch (IOException e) {
      throw new UserException(
          "The network "
              + model
              + " cannot be read: "
              + e.getMessage()
              + "; run the study in an empty folder.",
          e);
    }
  }
}
