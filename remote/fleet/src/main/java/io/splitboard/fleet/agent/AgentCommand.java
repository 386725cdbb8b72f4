package io.splitboard.fleet.agent;

import io.splitboard.fleet.provisioning.DeviceFacts;
import io.splitboard.fleet.provisioning.StoredFile;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The command that starts an agent.
 *
 * @param facts what the device is
 * @param memoryBytes memory that the cluster lets the device use
 * @param jars of the agent's bundle, on the device
 * @param dataHost address on which it receives tensors
 * @param dataPort port on which it receives tensors; 0 for any free one
 */
public record AgentCommand(
    DeviceFacts facts, long memoryBytes, List<StoredFile> jars, String dataHost, int dataPort) {

  private static final long MEGABYTE = 1L << 20;
  private static final long LEAST_HEAP = 128 * MEGABYTE;
  private static final long MOST_HEAP = 1024 * MEGABYTE;

  /** File on the device, relative to the home, to which the agent writes its log. */
  public static final String LOG_FILE = ".splitboard/agent.log";

  /** Copies the list. */
  public AgentCommand {
    jars = List.copyOf(jars);
  }

  /**
   * The line for the shell. The serial collector and a small heap leave the memory to the weights,
   * which ONNX Runtime keeps outside of the heap; the quick compiler starts sooner, and the work is
   * native code anyway. ONNX Runtime would otherwise report what it does to its maker; only the
   * environment of the process keeps it from that.
   */
  public String line() {
    String classPath =
        jars.stream().map(jar -> "agent/" + fileName(jar)).collect(Collectors.joining(":"));
    return ("cd \"$HOME/.splitboard\" && export ORT_DISABLE_TELEMETRY=1 && exec java -Xmx%dm -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=0.1 -cp %s"
            + " io.splitboard.agent.AgentMain --store store --control-port 0 --data-host %s"
            + " --data-port %d --token-stdin --log agent.log")
        .formatted(heapBytes() / MEGABYTE, classPath, dataHost, dataPort);
  }

  private long heapBytes() {
    long memory =
        facts.memoryBytes() > 0 ? Math.min(facts.memoryBytes(), memoryBytes) : memoryBytes;
    return Math.max(LEAST_HEAP, Math.min(MOST_HEAP, memory / 4));
  }

  private static String fileName(StoredFile jar) {
    return jar.target().substring(jar.target().lastIndexOf('/') + 1);
  }
}
