package io.splitboard.core.project;

import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.ClusterFile;
import io.splitboard.core.network.Network;
import io.splitboard.core.onnx.ImportOptions;
import io.splitboard.core.profile.Profile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of one project: {@code project.json}, the cluster, maybe a profile, {@code designs/},
 * {@code experiments.db}, and {@code .splitboard/} for what is not worth keeping. Everything that
 * is written is written at once or not at all. Not for several threads at a time.
 */
public final class ProjectFolder {

  private static final Pattern DESIGN_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,79}");

  private final Path folder;
  private ProjectFile file;

  private ProjectFolder(Path folder, ProjectFile file) {
    this.folder = folder;
    this.file = file;
  }

  /**
   * Opens a folder that holds a project.
   *
   * @throws UserException if it holds none, or one that this version cannot read
   */
  public static ProjectFolder open(Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    if (!Files.isRegularFile(absolute.resolve(ProjectFile.NAME))) {
      throw new UserException(
          "There is no project in " + absolute + ": a project is a folder with a project.json.");
    }
    return new ProjectFolder(absolute, read(absolute, ProjectFile.NAME, ProjectFile.class));
  }

  /**
   * Makes a project in a folder that holds none yet.
   *
   * @throws UserException if there is one already
   */
  public static ProjectFolder create(
      Path folder, String name, String model, ImportOptions options, Cluster cluster) {
    Path absolute = folder.toAbsolutePath().normalize();
    if (Files.exists(absolute.resolve(ProjectFile.NAME))) {
      throw new UserException("There is a project in " + absolute + " already: open it instead.");
    }
    ProjectFile file = ProjectFile.of(name, model, options);
    write(absolute.resolve(file.cluster()), cluster);
    AtomicFiles.write(absolute.resolve(ProjectFile.NAME), Json.write(file));
    return new ProjectFolder(absolute, file);
  }

  /** Where the project is. */
  public Path path() {
    return folder;
  }

  /** What people call the project. */
  public String name() {
    return file.name();
  }

  /** Reference of the model. */
  public String model() {
    return file.model();
  }

  /** How the model's open dimensions are bound. */
  public ImportOptions importOptions() {
    return file.importOptions();
  }

  /** The database of saved runs; made by the first one. */
  public Path experiments() {
    return folder.resolve("experiments.db");
  }

  /** Folder for locks, the virtual lab and other things that may be deleted at any time. */
  public Path state() {
    return folder.resolve(".splitboard");
  }

  /**
   * Keeps other workbenches from changing the project until closed.
   *
   * @param host what this computer is called
   * @throws UserException if another one has it open, saying which
   */
  public ProjectLock lock(String host) {
    return ProjectLock.take(state(), host);
  }

  /** Devices and links. */
  public Cluster cluster() {
    return ClusterFile.read(contained(file.cluster()));
  }

  /** Replaces devices and links. */
  public void save(Cluster cluster) {
    write(contained(file.cluster()), cluster);
  }

  /** Saved costs; empty where they come from the catalogue. */
  public Optional<Profile> profile() {
    if (file.profile() == null) {
      return Optional.empty();
    }
    contained(file.profile());
    return Optional.of(read(folder, file.profile(), ProfileFile.class).profile());
  }

  /** Replaces the costs; an empty profile goes back to the catalogue's. */
  public void save(Optional<Profile> profile) {
    ProjectFile changed = file.withProfile(profile.isPresent() ? ProjectFile.PROFILE : null);
    if (profile.isPresent()) {
      AtomicFiles.write(
          folder.resolve(ProjectFile.PROFILE), Json.write(ProfileFile.of(profile.get())));
    }
    AtomicFiles.write(folder.resolve(ProjectFile.NAME), Json.write(changed));
    file = changed;
  }

  /** The models to choose from under a deadline; empty where the project names none. */
  public Optional<ModelFamily> family() {
    if (file.family() == null) {
      return Optional.empty();
    }
    contained(file.family());
    return Optional.of(read(folder, file.family(), ModelFamily.class));
  }

  /** Replaces the models to choose from. */
  public void save(ModelFamily family) {
    ProjectFile changed = file.family() == null ? file.withFamily(ProjectFile.FAMILY) : file;
    AtomicFiles.write(contained(changed.family()), Json.write(family));
    AtomicFiles.write(folder.resolve(ProjectFile.NAME), Json.write(changed));
    file = changed;
  }

  /**
   * Everything, with the designs read against a network. A design that does not fit it becomes a
   * problem; the others open.
   *
   * @param network the imported model; empty where it cannot be opened
   * @param problem why there is no network, for {@link Project#problems}
   */
  public Project read(Optional<Network> network, Optional<String> problem) {
    List<String> problems = new ArrayList<>();
    problem.ifPresent(problems::add);
    Cluster cluster = cluster();
    List<Design> designs = new ArrayList<>();
    if (network.isPresent()) {
      for (String id : designIds()) {
        try {
          designs.add(design(id, network.get(), cluster));
        } catch (UserException e) {
          problems.add(e.getMessage());
        }
      }
    }
    return new Project(
        folder, name(), model(), importOptions(), cluster, profile(), designs, problems);
  }

  /**
   * Saves a design under its id.
   *
   * @throws UserException if the id cannot be a file's name
   */
  public void save(Design design, Network network) {
    AtomicFiles.write(designFile(design.id()), Json.write(DesignFile.of(design, network)));
  }

  /** Deletes a design's file, if there is one. */
  public void deleteDesign(String id) {
    try {
      Files.deleteIfExists(designFile(id));
    } catch (IOException e) {
      throw new UserException(
          "Cannot delete the design " + id + ": " + AtomicFiles.reason(e) + ".", e);
    }
  }

  /** Ids of all designs, sorted. */
  public List<String> designIds() {
    Path designs = folder.resolve("designs");
    if (!Files.isDirectory(designs)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(designs)) {
      return files
          .map(path -> path.getFileName().toString())
          .filter(name -> name.endsWith(".json") && !name.startsWith("."))
          .map(name -> name.substring(0, name.length() - ".json".length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UserException("Cannot list " + designs + ": " + AtomicFiles.reason(e) + ".", e);
    }
  }

  /** An id for a new design: its name as a file's name, with a number where it is taken. */
  public static String designId(String name, Set<String> taken) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String stem = plain.replaceAll("^-+|-+$", "");
    stem = stem.isEmpty() ? "design" : stem.substring(0, Math.min(60, stem.length()));
    String id = stem;
    for (int number = 2; taken.contains(id); number++) {
      id = stem + "-" + number;
    }
    return id;
  }

  private Design design(String id, Network network, Cluster cluster) {
    String name = "designs/" + id + ".json";
    contained(name);
    DesignFile design = read(folder, name, DesignFile.class);
    try {
      return design.design(id, network, cluster.deviceIds());
    } catch (IllegalArgumentException e) {
      throw new UserException(name + ": " + e.getMessage() + ".", e);
    }
  }

  private static void write(Path file, Cluster cluster) {
    AtomicFiles.write(file, ClusterFile.format(cluster).getBytes(StandardCharsets.UTF_8));
  }

  private Path designFile(String id) {
    if (!DESIGN_ID.matcher(id).matches()) {
      throw new UserException(
          "A design cannot have the id \"" + id + "\": use letters, digits, dots and hyphens.");
    }
    return contained("designs/" + id + ".json");
  }

  /** A file named by the project, which must not lie outside its folder, not even by a link. */
  private Path contained(String name) {
    try {
      Path path = folder.resolve(name).normalize();
      boolean inside = path.startsWith(folder) && !path.equals(folder);
      if (inside && Files.exists(path)) {
        inside = path.toRealPath().startsWith(folder.toRealPath());
      }
      if (!inside) {
        throw new UserException(
            "The project names the file " + name + ", which is outside its folder " + folder + ".");
      }
      return path;
    } catch (InvalidPathException e) {
      throw new UserException("The project names the file " + name + ", which cannot be.", e);
    } catch (IOException e) {
      throw new UserException("Cannot read " + name + ": " + AtomicFiles.reason(e) + ".", e);
    }
  }

  private static <T> T read(Path folder, String name, Class<T> type) {
    Path path = folder.resolve(name);
    int format = Json.format(path, name);
    if (format > ProjectFile.FORMAT) {
      throw new UserException(
          name
              + " has format "
              + format
              + ", made by a newer Splitboard; this one reads up to format "
              + ProjectFile.FORMAT
              + ": update Splitboard.");
    }
    return Json.read(path, name, type);
  }
}
