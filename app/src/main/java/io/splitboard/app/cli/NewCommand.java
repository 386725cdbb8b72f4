package io.splitboard.app.cli;

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
import io.splitboard.core.onnx.ImportOptions;
import io.splitboard.core.project.Design;
import io.splitboard.core.project.ProjectFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a project. */
@Command(
    name = "new",
    description = "Makes a project with virtual devices and two designs to start from.",
    mixinStandardHelpOptions = true)
final class NewCommand extends AnsweringCommand {

  @Parameters(index = "0", paramLabel = "DIR", description = "Folder of the new project.")
  private Path folder;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "MODEL",
      description = "zoo:NAME, or the path of an ONNX file inside the folder.")
  private String model;

  @Option(
      names = "--shape",
      paramLabel = "DIM=SIZE|INPUT=1x3x320x320",
      description = "Size of an open dimension, or whole shape of an input; repeatable.")
  private List<String> shapes = List.of();

  @Option(
      names = "--device",
      required = true,
      paramLabel = "ID=MODEL",
      description =
          "A device and its catalogue model, for example pi-a=pi-4b; repeatable. The first one is"
              + " the source.")
  private List<String> devices;

  @Option(
      names = "--link",
      defaultValue = "ethernet",
      paramLabel = "PRESET",
      description = "Links between all devices; default: ${DEFAULT-VALUE}.")
  private String link;

  @Option(
      names = "--slowdown",
      defaultValue = "4",
      paramLabel = "FACTOR",
      description =
          "How much slower than this computer's processor a virtual device computes; default:"
              + " ${DEFAULT-VALUE}.")
  private double slowdown;

  @Override
  Answer answer(Progress progress) {
    ImportOptions options = ModelArguments.importOptions(shapes);
    OpenModel opened = OpenModel.ofProject(model, folder, options, progress);
    Cluster cluster = cluster();
    String name = folder.toAbsolutePath().normalize().getFileName().toString();
    ProjectFolder project = ProjectFolder.create(folder, name, model, options, cluster);
    List<Design> designs = StartingDesigns.of(opened.network(), cluster);
    designs.forEach(design -> project.save(design, opened.network()));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("project", project.path().toString());
    json.put("model", model);
    json.put("devices", cluster.deviceIds());
    json.put("designs", designs.stream().map(Design::id).toList());
    return Answer.ok(
        json,
        "%s: %d layers, %d virtual devices, %d designs%n"
            .formatted(
                project.path(),
                opened.network().layers().size(),
                cluster.devices().size(),
                designs.size()));
  }

  private Cluster cluster() {
    List<Device> made = new ArrayList<>();
    for (String device : devices) {
      String[] parts = device.split("=", 2);
      if (parts.length != 2 || parts[0].isBlank()) {
        throw new UserException("The device " + device + " is not of the form ID=MODEL.");
      }
      made.add(Catalogue.device(parts[1], parts[0], new Connection.Virtual(slowdown)));
    }
    try {
      return new Cluster(made, Wiring.allPairs(made, link), made.get(0).id(), Contention.PER_PORT);
    } catch (IllegalArgumentException e) {
      throw new UserException(e.getMessage(), e);
    }
  }
}
