package io.splitboard.fleet.ssh;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpException;
import com.jcraft.jsch.SftpProgressMonitor;
import io.splitboard.core.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * A device behind an SSH server. One connection; each command and each copy has its own channel.
 */
public final class SshShell implements DeviceShell {

  private static final int CHANNEL_LIMIT_MS = 15_000;
  private static final int BULK_REQUESTS = 64;
  private static final String LOOPBACK = "127.0.0.1";

  private final String title;
  private final Session session;

  SshShell(String title, Session session) {
    this.title = title;
    this.session = session;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public CommandResult run(String command, byte[] input, Duration limit) {
    CommandResult result = CommandRunner.finish(title, start(command), input, limit);
    if (result.exitCode() < 0 && !connected()) {
      throw new ConnectionLostException(title, null);
    }
    return result;
  }

  @Override
  public RunningCommand start(String command) {
    try {
      ChannelExec channel = (ChannelExec) session.openChannel("exec");
      channel.setCommand(command);
      return SshCommand.connect(channel, CHANNEL_LIMIT_MS);
    } catch (JSchException | IOException e) {
      throw new ConnectionLostException(title, e);
    }
  }

  @Override
  public void put(List<FilePut> files, LongConsumer sent) {
    ChannelSftp channel = openFiles();
    try {
      for (FilePut file : files) {
        put(channel, file, sent);
      }
    } finally {
      channel.disconnect();
    }
  }

  private ChannelSftp openFiles() {
    try {
      ChannelSftp channel = (ChannelSftp) session.openChannel("sftp");
      channel.connect(CHANNEL_LIMIT_MS);
      channel.setBulkRequests(BULK_REQUESTS);
      return channel;
    } catch (JSchException e) {
      if (connected()) {
        throw new UserException(
            title
                + " takes no files: switch on SFTP in its SSH server (Subsystem sftp in"
                + " /etc/ssh/sshd_config).",
            e);
      }
      throw new ConnectionLostException(title, e);
    }
  }

  private void put(ChannelSftp channel, FilePut file, LongConsumer sent) {
    try (var in = Files.newInputStream(file.source())) {
      channel.put(in, file.target(), new Counter(sent), ChannelSftp.OVERWRITE);
    } catch (SftpException e) {
      if (!connected()) {
        throw new ConnectionLostException(title, e);
      }
      throw new PutFailedException(title, file.target(), e);
    } catch (IOException e) {
      throw new UserException(
          "The file %s could not be read (%s): check it, then deploy again."
              .formatted(file.source(), e.getMessage()),
          e);
    }
  }

  @Override
  public int forward(int devicePort) {
    try {
      return session.setPortForwardingL(LOOPBACK, 0, LOOPBACK, devicePort);
    } catch (JSchException e) {
      throw new UserException(
          title
              + " cannot be reached through its SSH connection: allow port forwarding in its SSH"
              + " server (AllowTcpForwarding yes in /etc/ssh/sshd_config).",
          e);
    }
  }

  @Override
  public boolean connected() {
    return session.isConnected();
  }

  @Override
  public void close() {
    session.disconnect();
  }

  /** Passes on the number of bytes. */
  private record Counter(LongConsumer sent) implements SftpProgressMonitor {

    @Override
    public void init(int operation, String source, String target, long max) {
      // The caller knows what it sends.
    }

    @Override
    public boolean count(long bytes) {
      sent.accept(bytes);
      return true;
    }

    @Override
    public void end() {
      // The call returns then.
    }
  }
}
