package io.splitboard.app.cli;

import io.splitboard.app.service.LiveDeployment;
import io.splitboard.app.service.Workspace;
import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a deployment and does what other commands of the same user ask, one after another, until it
 * is told to stop.
 */
final class Holder implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Holder.class);

  private final Workspace workspace;
  private final LiveDeployment live;
  private final Path file;
  private final Path folder;
  private final ServerSocketChannel server;

  private Holder(
      Workspace workspace,
      LiveDeployment live,
      Path file,
      Path folder,
      ServerSocketChannel server) {
    this.workspace = workspace;
    this.live = live;
    this.file = file;
    this.folder = folder;
    this.server = server;
  }

  /** Opens the socket, in a folder of its own that nobody else can enter. */
  static Holder open(Workspace workspace, LiveDeployment live) throws IOException {
    // Not in the project: the path of a Unix socket may have about 100 bytes only.
    Path folder = Files.createTempDirectory("splitboard");
    Path socket = folder.resolve("deployment");
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Path file = HolderFile.of(workspace.project().folder());
    new HolderFile(ProcessHandle.current().pid(), socket.toString(), live.design().name())
        .write(file);
    return new Holder(workspace, live, file, folder, server);
  }

  /** Serves until somebody asks to stop, or the progress says cancelled. */
  void serve(Progress progress) throws IOException {
    boolean stopped = false;
    try (java.nio.channels.Selector selector = java.nio.channels.Selector.open()) {
      server.configureBlocking(false);
      server.register(selector, java.nio.channels.SelectionKey.OP_ACCEPT);
      while (!stopped && !progress.cancelled()) {
        selector.select(200);
        selector.selectedKeys().clear();
        SocketChannel socket = server.accept();
        if (socket != null) {
          socket.configureBlocking(true);
          stopped = answer(socket, progress);
        }
      }
    }
  }

  /**
   * Does what one command asks.
   *
   * @return whether it asks to stop
   */
  private boolean answer(SocketChannel socket, Progress progress) {
    try (HolderChannel channel = new HolderChannel(socket)) {
      HolderMessage question = channel.receive().orElse(null);
      if (question instanceof HolderMessage.Run run) {
        channel.send(run(run.request(), channel, progress));
        return false;
      }
      if (question instanceof HolderMessage.Stop) {
        workspace.stop(progress);
        String design = live.design().name();
        channel.send(
            new HolderMessage.Done(
                Map.of("stopped", true, "design", design),
                "Stopped “" + design + "”.\n",
                ExitCode.OK));
        return true;
      }
    } catch (IOException e) {
      log.warn("a command went away", e);
    }
    return false;
  }

  private HolderMessage run(RunRequest request, HolderChannel channel, Progress progress) {
    try {
      Answer answer = new RunAction(workspace, live).run(request, passedOn(channel, progress));
      return new HolderMessage.Done(answer.json(), answer.text(), answer.exitCode());
    } catch (UserException e) {
      log.info("refused: {}", e.getMessage(), e);
      return new HolderMessage.Refused(e.getMessage());
    } catch (CancellationException e) {
      return new HolderMessage.Refused("The run was stopped.");
    }
  }

  private static Progress passedOn(HolderChannel channel, Progress progress) {
    return new Progress() {
      private volatile boolean gone;

      @Override
      public void report(String step, double fraction) {
        try {
          channel.send(new HolderMessage.Step(step, fraction));
        } catch (IOException e) {
          gone = true;
        }
      }

      @Override
      public boolean cancelled() {
        return gone || progress.cancelled();
      }
    };
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(file);
    Files.deleteIfExists(folder.resolve("deployment"));
    Files.deleteIfExists(folder);
  }
}
