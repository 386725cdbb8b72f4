package io.splitboard.agent.control;

import io.splitboard.agent.AgentException;
import io.splitboard.agent.engine.NodeProfiler;
import io.splitboard.agent.engine.NodeProfiler.NodeTimes;
import io.splitboard.agent.engine.TaskSession;
import io.splitboard.protocol.Binding;
import io.splitboard.protocol.NodeProfile;
import io.splitboard.protocol.ProfileReply;
import io.splitboard.protocol.ProfileRequest;
import io.splitboard.protocol.TaskProfile;
import io.splitboard.protocol.TaskSpec;
import io.splitboard.protocol.wire.OnnxTypes;
import io.splitboard.protocol.wire.WireTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Times tasks alone, on made-up inputs of the shapes that the shard declares: floats between -1 and
 * 1, ones for integers and booleans.
 */
final class TaskTimer {

  private static final Logger log = LoggerFactory.getLogger(TaskTimer.class);
  private static final int DEFAULT_REPETITIONS = 5;

  /** A virtual device takes as long as it has learned each time; more tells nothing new. */
  private static final int VIRTUAL_REPETITIONS = 3;

  private static final long PAUSE_MS = 15;

  private final LoadedShard loaded;

  TaskTimer(LoadedShard loaded) {
    this.loaded = loaded;
  }

  /**
   * Runs a task on made-up inputs, unless its shapes are unknown or it does not take made-up
   * values.
   *
   * @return what runs it once more, if it ran
   */
  static Optional<Runnable> warmUp(TaskSpec task, TaskSession session) {
    if (!hasShapes(task)) {
      return Optional.empty();
    }
    try {
      Map<String, WireTensor> inputs = inputs(task);
      session.run(inputs);
      return Optional.of(() -> session.run(inputs));
    } catch (AgentException e) {
      log.info("task {} was not warmed up: {}", task.getId(), e.getMessage());
      return Optional.empty();
    }
  }

  /** Times the asked tasks, while no other task runs. */
  ProfileReply profile(ProfileRequest request) throws Exception {
    List<String> wanted = request.getTasksList();
    wanted.forEach(loaded::session);
    ProfileReply.Builder reply = ProfileReply.newBuilder();
    for (TaskSpec task : loaded.shard().getTasksList()) {
      if (wanted.isEmpty() || wanted.contains(task.getId())) {
        reply.addTasks(loaded.lane().exclusively(() -> time(task, request)));
      }
    }
    return reply.build();
  }

  private TaskProfile time(TaskSpec task, ProfileRequest request) throws InterruptedException {
    TaskProfile.Builder profile = TaskProfile.newBuilder().setTask(task.getId());
    if (!hasShapes(task)) {
      return profile.setProblem("The shapes of its inputs are not known.").build();
    }
    int repetitions = repetitions(request.getRepetitions());
    try {
      Map<String, WireTensor> inputs = inputs(task);
      TaskSession session = loaded.session(task.getId());
      session.run(inputs);
      for (int i = 0; i < repetitions; i++) {
        // Between the requests of a run, too, threads sleep and caches are used by others.
        Thread.sleep(PAUSE_MS);
        profile.addWallMs(loaded.speed().run(task.getId(), session, inputs).wallMs());
      }
      if (request.getLayers()) {
        addNodes(task, inputs, repetitions, profile);
      }
    } catch (AgentException e) {
      log.info("task {} was not timed", task.getId(), e);
      profile.setProblem(e.getMessage());
    }
    return profile.build();
  }

  private int repetitions(int asked) {
    int repetitions = asked > 0 ? asked : DEFAULT_REPETITIONS;
    return loaded.speed().isVirtual() ? Math.min(repetitions, VIRTUAL_REPETITIONS) : repetitions;
  }

  /**
   * Node times keep their proportions and are scaled so that they, together with the time that the
   * run spent outside nodes, make up the task's median time.
   */
  private void addNodes(
      TaskSpec task, Map<String, WireTensor> inputs, int repetitions, TaskProfile.Builder profile) {
    NodeTimes times =
        NodeProfiler.profile(loaded.modelFile(task), loaded.engineOptions(), inputs, repetitions);
    double scale = median(profile.getWallMsList()) / times.runMs();
    times
        .nodeMs()
        .forEach(
            (node, ms) ->
                profile.addNodes(NodeProfile.newBuilder().setNode(node).setMeanMs(ms * scale)));
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }

  private static boolean hasShapes(TaskSpec task) {
    return task.getReadsList().stream().allMatch(read -> read.getOnnxType() != 0);
  }

  private static Map<String, WireTensor> inputs(TaskSpec task) {
    Random random = new Random(1);
    Map<String, WireTensor> inputs = new HashMap<>();
    for (Binding read : task.getReadsList()) {
      long[] shape = read.getShapeList().stream().mapToLong(Long::longValue).toArray();
      inputs.put(read.getName(), madeUp(read.getOnnxType(), shape, random));
    }
    return inputs;
  }

  private static WireTensor madeUp(int type, long[] shape, Random random) {
    ByteBuffer data =
        ByteBuffer.allocateDirect(WireTensor.bytes(type, shape)).order(ByteOrder.LITTLE_ENDIAN);
    while (data.hasRemaining()) {
      switch (type) {
        case OnnxTypes.FLOAT32 -> data.putFloat(random.nextFloat() * 2 - 1);
        case OnnxTypes.FLOAT64 -> data.putDouble(random.nextDouble() * 2 - 1);
        case OnnxTypes.FLOAT16 -> data.putShort((short) (0x3800 | random.nextInt(0x400)));
        case OnnxTypes.BFLOAT16 -> data.putShort((short) (0x3f00 | random.nextInt(0x80)));
        default -> data.put(littleEndianOne(type, data.position()));
      }
    }
    return new WireTensor(type, shape, data.flip());
  }

  private static byte littleEndianOne(int type, int position) {
    return (byte) (position % OnnxTypes.bytes(type) == 0 ? 1 : 0);
  }
}
