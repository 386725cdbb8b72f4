package io.splitboard.app.window.journey;

import io.splitboard.core.cluster.Catalogue;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Wiring;
import io.splitboard.core.onnx.ImportOptions;
import io.splitboard.core.project.ProjectFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A small project that runs quickly: the smallest MobileNet on three virtual Pis. */
final class JourneyProject {
  private JourneyProject() {}

  static Path create(Path folder) {
    List<Device> devices =
        Stream.of("pi-a", "pi-b", "pi-c")
            .map(id -> Catalogue.device("pi-4b", id, new Connection.Virtual(2)))
            .toList();
    Cluster cluster =
        new Cluster(devices, Wiring.allPairs(devices, "ethernet"), "pi-a", Contention.PER_PORT);
    ProjectFolder.create(
        folder,
        "Journey",
        "zoo:mobilenet-v1?width=0.25&resolution=128",
        ImportOptions.DEFAULT,
        cluster);
    return folder;
  }
}
