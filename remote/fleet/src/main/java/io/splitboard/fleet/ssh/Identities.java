package io.splitboard.fleet.ssh;

import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.AgentProxyException;
import com.jcraft.jsch.Identity;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.SSHAgentConnector;
import io.splitboard.core.UserException;
import io.splitboard.fleet.Prompts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys to try, in order: the one that the device names, those of the SSH agent, the usual files.
 *
 * @param userHome in whose {@code .ssh} the usual files are
 * @param agentSocket of the SSH agent; empty where none runs
 */
record Identities(Path userHome, Optional<Path> agentSocket) {

  private static final Logger log = LoggerFactory.getLogger(Identities.class);
  private static final List<String> USUAL_FILES = List.of("id_ed25519", "id_ecdsa", "id_rsa");

  /** Those of the user who runs the workbench. */
  static Identities ofUser() {
    return new Identities(
        Path.of(System.getProperty("user.home")),
        Optional.ofNullable(System.getenv("SSH_AUTH_SOCK"))
            .filter(socket -> !socket.isBlank())
            .map(Path::of));
  }

  /**
   * Collects the keys.
   *
   * @throws UserException if the named key file cannot be read
   */
  List<Identity> collect(JSch jsch, Optional<Path> keyFile, Prompts prompts) {
    List<Identity> identities = new ArrayList<>();
    keyFile.ifPresent(file -> identities.add(named(jsch, file, prompts)));
    agentSocket.ifPresent(socket -> identities.addAll(ofAgent(socket)));
    for (String name : USUAL_FILES) {
      Path file = userHome.resolve(".ssh").resolve(name);
      if (Files.isReadable(file) && !Optional.of(file).equals(keyFile)) {
        usual(jsch, file, prompts).ifPresent(identities::add);
      }
    }
    return identities;
  }

  private static Identity named(JSch jsch, Path file, Prompts prompts) {
    if (!Files.isReadable(file)) {
      throw new UserException(
          "The key file %s is missing or cannot be read: name another one, or none to log in by password."
              .formatted(file));
    }
    return KeyFileIdentity.read(jsch, file, prompts);
  }

  private static Optional<Identity> usual(JSch jsch, Path file, Prompts prompts) {
    try {
      return Optional.of(KeyFileIdentity.read(jsch, file, prompts));
    } catch (UserException e) {
      log.warn("leaving out {}", file, e);
      return Optional.empty();
    }
  }

  private static List<Identity> ofAgent(Path socket) {
    try {
      return List.copyOf(
          new AgentIdentityRepository(new SSHAgentConnector(socket)).getIdentities());
    } catch (AgentProxyException e) {
      log.warn("the SSH agent at {} does not answer", socket, e);
      return List.of();
    }
  }
}
