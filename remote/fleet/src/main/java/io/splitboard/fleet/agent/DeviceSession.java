package io.splitboard.fleet.agent;

import io.splitboard.core.UserException;
import io.splitboard.fleet.Endpoint;
import io.splitboard.fleet.Step;
import io.splitboard.fleet.provisioning.AgentBundle;
import io.splitboard.fleet.provisioning.DeviceCheck;
import io.splitboard.fleet.provisioning.DeviceFacts;
import io.splitboard.fleet.provisioning.DeviceLock;
import io.splitboard.fleet.provisioning.DeviceStore;
import io.splitboard.fleet.provisioning.StoredFile;
import io.splitboard.fleet.ssh.DeviceShell;
import io.splitboard.fleet.ssh.SshConnector;
import io.splitboard.protocol.AgentInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One device during a deployment: the connection, the lock, the agent's process and the way to it.
 * Closing it leaves nothing on the device but files that the next deployment need not send again.
 */
public final class DeviceSession implements AutoCloseable {

  private static final double MEGA = 1e6;

  private final Endpoint endpoint;
  private final DeviceReport report;
  private DeviceShell shell;
  private DeviceLock lock;
  private AgentProcess process;
  private AgentClient client;
  private AgentInfo info;
  private boolean closed;

  private DeviceSession(Endpoint endpoint, DeviceReport report) {
    this.endpoint = endpoint;
    this.report = report;
  }

  /**
   * What a session is opened with, the same for all devices.
   *
   * @param connector logs in
   * @param bundle the agent's jars
   * @param token of the deployment
   * @param owner who deploys, for those who find the device in use
   */
  public record Setup(SshConnector connector, AgentBundle bundle, String token, String owner) {

    /** Never shows the token. */
    @Override
    public String toString() {
      return "Setup of " + owner;
    }
  }

  /**
   * What one device is to have.
   *
   * @param endpoint where it is
   * @param memoryBytes memory that the cluster lets it use
   * @param files sub-models and weights
   * @param dataHost address on which its agent receives tensors
   */
  public record Plan(Endpoint endpoint, long memoryBytes, List<StoredFile> files, String dataHost) {

    /** Copies the list. */
    public Plan {
      files = List.copyOf(files);
    }
  }

  /**
   * Logs in, checks the device, brings what it lacks and starts its agent.
   *
   * @throws UserException if any of this fails; nothing is left running then
   */
  public static DeviceSession open(Setup setup, Plan plan, DeviceReport report) {
    DeviceSession session = new DeviceSession(plan.endpoint(), report);
    try {
      session.open(setup, plan);
      return session;
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private void open(Setup setup, Plan plan) {
    report.step(Step.CONNECTING, 0, "connecting to " + endpoint.title());
    shell = setup.connector().open(endpoint);
    report.step(Step.CHECKING, 0, "looking at Java, memory and disk");
    DeviceFacts facts = DeviceCheck.check(shell);
    lock = DeviceLock.take(shell, setup.owner());
    List<StoredFile> jars = setup.bundle().files(facts.platform());
    List<StoredFile> all = new ArrayList<>(jars);
    all.addAll(plan.files());
    new DeviceStore(shell).bring(all, this::reportUpload);
    report.step(Step.STARTING, 0, "starting the agent");
    AgentCommand command =
        new AgentCommand(facts, plan.memoryBytes(), jars, plan.dataHost(), endpoint.dataPort());
    process = AgentProcess.start(shell, command, setup.token());
    client = new AgentClient(endpoint.title(), shell.forward(process.controlPort()), setup.token());
    info = client.hello();
  }

  private void reportUpload(long sent, long toSend, long present) {
    String text =
        toSend == 0
            ? "nothing to send, %.1f MB are there".formatted(present / MEGA)
            : "%.1f of %.1f MB sent, %.1f MB were there"
                .formatted(sent / MEGA, toSend / MEGA, present / MEGA);
    report.step(Step.UPLOADING, toSend == 0 ? 1 : (double) sent / toSend, text);
  }

  /** Id of the device. */
  public String device() {
    return endpoint.device();
  }

  /** Where the device is. */
  public Endpoint endpoint() {
    return endpoint;
  }

  /** Calls to its agent. */
  public AgentClient client() {
    return client;
  }

  /** The agent's process. */
  public AgentProcess process() {
    return process;
  }

  /** Who the agent is. */
  public AgentInfo info() {
    return info;
  }

  /** Tells the listener how far the device is. */
  public DeviceReport report() {
    return report;
  }

  /** Commands on the device. */
  public DeviceShell shell() {
    return shell;
  }

  /** Ends the agent, sees that it is gone, frees the device and hangs up. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (client != null) {
      client.stop();
      client.close();
    }
    if (process != null) {
      process.close();
    }
    if (lock != null) {
      lock.close();
    }
    if (shell != null) {
      shell.close();
    }
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "session of %s", endpoint.title());
  }
}
