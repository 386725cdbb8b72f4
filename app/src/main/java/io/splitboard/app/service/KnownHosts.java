package io.splitboard.app.service;

import io.splitboard.core.UserException;
import io.splitboard.core.project.AtomicFiles;
import io.splitboard.core.project.Folders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The keys of hosts that the user trusts: those in {@code ~/.ssh/known_hosts}, which is only read,
 * and those accepted here. A login reads and extends one file, so both are laid into one; what a
 * login adds to it is kept with those accepted here.
 */
public final class KnownHosts {

  private static final String BORROWED = "# from ~/.ssh/known_hosts, renewed before each login";
  private static final String OWN = "# accepted in Splitboard";

  private final Path sshFile;
  private final Path file;

  /**
   * Known hosts of a user.
   *
   * @param sshFile OpenSSH's own file; it need not exist
   * @param file the file that logins read and extend
   */
  public KnownHosts(Path sshFile, Path file) {
    this.sshFile = sshFile;
    this.file = file;
  }

  /** Those of the user who runs this: {@code known_hosts} under the configuration folder. */
  public static KnownHosts ofUser() {
    Path home = Path.of(System.getProperty("user.home"));
    return new KnownHosts(
        home.resolve(".ssh").resolve("known_hosts"),
        Folders.configuration().resolve("known_hosts"));
  }

  /**
   * The file that a login should read and extend, up to date with OpenSSH's.
   *
   * @throws UserException if one of the files cannot be read or written
   */
  public synchronized Path file() {
    List<String> own = own();
    Set<String> borrowed = new LinkedHashSet<>(lines(sshFile));
    List<String> content = new ArrayList<>();
    content.add(BORROWED);
    content.addAll(borrowed);
    content.add(OWN);
    own.stream().filter(line -> !borrowed.contains(line)).forEach(content::add);
    if (!content.equals(lines(file))) {
      AtomicFiles.write(file, (String.join("\n", content) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  private List<String> own() {
    List<String> lines = lines(file);
    int start = lines.indexOf(OWN);
    return start < 0 ? lines : lines.subList(start + 1, lines.size());
  }

  private static List<String> lines(Path path) {
    try {
      return Files.exists(path) ? Files.readAllLines(path, StandardCharsets.UTF_8) : List.of();
    } catch (IOException e) {
      throw new UserException(
          "The known hosts in " + path + " cannot be read: check the file's rights.", e);
    }
  }
}
