package io.splitboard.app.cli;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;

/** Asks the process that holds a project's deployment to do something. */
final class HolderClient {

  private final HolderFile holder;

  private HolderClient(HolderFile holder) {
    this.holder = holder;
  }

  /** The process that holds the deployment of a project, if there is one. */
  static Optional<HolderClient> find(Path project) {
    return HolderFile.read(HolderFile.of(project)).map(HolderClient::new);
  }

  /** Name of what is deployed. */
  String design() {
    return holder.design();
  }

  /** Runs requests there. */
  Answer run(RunRequest request, Progress progress) {
    return ask(new HolderMessage.Run(request), progress);
  }

  /** Ends the deployment and waits until it has ended. */
  Answer stop(Progress progress) {
    return ask(new HolderMessage.Stop(), progress);
  }

  private Answer ask(HolderMessage question, Progress progress) {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(holder.socket());
    try (HolderChannel channel = connect(address)) {
      channel.send(question);
      for (; ; ) {
        HolderMessage message =
            channel.receive().orElseThrow(() -> new IOException("it closed the connection"));
        if (message instanceof HolderMessage.Step step) {
          progress.report(step.text(), step.fraction());
        } else if (message instanceof HolderMessage.Refused refused) {
          throw new UserException(refused.sentence());
        } else if (message instanceof HolderMessage.Done done) {
          return new Answer(done.json(), done.text(), done.exitCode());
        }
      }
    } catch (IOException e) {
      throw new UserException(
          "The process "
              + holder.pid()
              + " that holds the deployment does not answer ("
              + e.getMessage()
              + "): end it, then try again.",
          e);
    }
  }

  private static HolderChannel connect(UnixDomainSocketAddress address) throws IOException {
    SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      socket.connect(address);
      return new HolderChannel(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
