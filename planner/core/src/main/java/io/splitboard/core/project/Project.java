package io.splitboard.core.project;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.onnx.ImportOptions;
import io.splitboard.core.profile.Profile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One project as it is on disk. Immutable; saving makes a new one.
 *
 * @param folder where it is
 * @param name what people call it
 * @param model reference of the model: a path in the project, or {@code zoo:…}
 * @param importOptions how the model's open dimensions are bound
 * @param cluster devices and links
 * @param profile costs that were measured or fitted; empty where they come from the catalogue
 * @param designs in the order of their ids; none where the model cannot be opened
 * @param problems one sentence for each part that could not be opened; it stays on disk as it is
 */
public record Project(
    Path folder,
    String name,
    String model,
    ImportOptions importOptions,
    Cluster cluster,
    Optional<Profile> profile,
    List<Design> designs,
    List<String> problems) {

  /** Copies the lists. */
  public Project {
    designs = List.copyOf(designs);
    problems = List.copyOf(problems);
  }

  /**
   * The design with this id or this name.
   *
   * @throws io.splitboard.core.UserException if there is none, listing those there are
   */
  public Design design(String idOrName) {
    return designs.stream()
        .filter(design -> design.id().equals(idOrName) || design.name().equals(idOrName))
        .findFirst()
        .orElseThrow(
            () ->
                new io.splitboard.core.UserException(
                    "The project has no design " + idOrName + ": it has " + ids() + "."));
  }

  private String ids() {
    return designs.isEmpty()
        ? "none"
        : String.join(", ", designs.stream().map(Design::id).toList());
  }
}
