package io.splitboard.fleet.agent;

import io.splitboard.core.cluster.Link;
import io.splitboard.core.codec.Codec;
import io.splitboard.core.network.Tensor;
import io.splitboard.core.program.Fragment;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Task;
import io.splitboard.core.program.Transfer;
import io.splitboard.core.program.Turn;
import io.splitboard.protocol.Binding;
import io.splitboard.protocol.LinkShape;
import io.splitboard.protocol.Shaping;
import io.splitboard.protocol.Shard;
import io.splitboard.protocol.TaskSpec;
import io.splitboard.protocol.TransferSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * Writes what each device runs as a message to its agent.
 *
 * @param program what is deployed
 * @param models sub-model of each task, by task id
 * @param optimize whether ONNX Runtime may optimize graphs
 * @param maxInFlight requests between start and completion at the source
 */
public record Shards(
    Program program, Map<String, TaskModel> models, boolean optimize, int maxInFlight) {

  private static final long LEAST_CREDIT_BYTES = 8L << 20;

  /** Copies the map. */
  public Shards {
    models = Map.copyOf(models);
  }

  /** The shard of a device; virtual ones compute with one thread, so that CPU time is work. */
  public Shard of(String device, Optional<io.splitboard.fleet.Shaping> shaping) {
    Shard.Builder shard =
        Shard.newBuilder()
            .setDevice(device)
            .setOptimize(optimize)
            .setThreads(shaping.isPresent() ? 1 : 0)
            .setCreditBytes(creditBytes());
    program.shard(device).forEach(task -> shard.addTasks(task(task)));
    program.transfers().stream()
        .filter(transfer -> transfer.from().equals(device))
        .forEach(transfer -> shard.addSends(transfer(transfer)));
    if (device.equals(program.source())) {
      shard.setSource(true).setMaxInFlight(maxInFlight);
      program.inputs().forEach(fragment -> shard.addRequestInputs(fragment.key()));
      program.outputs().forEach(fragment -> shard.addRequestOutputs(fragment.key()));
    }
    shaping.ifPresent(shape -> shard.setShaping(shaping(shape)));
    return shard.build();
  }

  /** A shard without tasks: the device only takes part in measuring links. */
  public Shard idle(String device, Optional<io.splitboard.fleet.Shaping> shaping) {
    Program nothing = new Program(device, List.of(), List.of(), List.of(), List.of());
    return new Shards(nothing, Map.of(), optimize, 1).of(device, shaping);
  }

  private TaskSpec task(Task task) {
    TaskModel model = models.get(task.id());
    return TaskSpec.newBuilder()
        .setId(task.id())
        .setModel(model.path())
        .addAllReads(reads(task, model))
        .addAllMakes(bindings(task.makes(), model.outputNames()))
        .setPriority(task.priority())
        .setTurn(turn(task.turn()))
        .build();
  }

  private static List<Binding> reads(Task task, TaskModel model) {
    return bindings(task.reads(), model.inputNames()).stream()
        .map(
            binding -> {
              Tensor tensor = model.inputs().get(binding.getFragment());
              return binding.toBuilder()
                  .setOnnxType(tensor.type().onnxCode())
                  .addAllShape(tensor.shape().dims())
                  .build();
            })
        .toList();
  }

  private static List<Binding> bindings(List<Fragment> fragments, Map<String, String> names) {
    return fragments.stream()
        .map(Fragment::key)
        .map(key -> Binding.newBuilder().setFragment(key).setName(names.get(key)).build())
        .toList();
  }

  private static TransferSpec transfer(Transfer transfer) {
    return TransferSpec.newBuilder()
        .setId(transfer.id())
        .setFragment(transfer.fragment().key())
        .setTo(transfer.to())
        .setPriority(transfer.priority())
        .setTurn(turn(transfer.turn()))
        .setCodec(transfer.codec() == Codec.NONE ? "" : transfer.codec().word())
        .build();
  }

  private static io.splitboard.protocol.Turn turn(Turn turn) {
    return io.splitboard.protocol.Turn.newBuilder()
        .setEvery(turn.every())
        .setOffset(turn.offset())
        .build();
  }

  /** The same, each transfer packed as a rule says. */
  public Shards packed(Function<Transfer, Codec> codecOf) {
    return new Shards(program.packed(codecOf), models, optimize, maxInFlight);
  }

  /** A sender may be ahead of a receiver by all fragments of two requests. */
  private long creditBytes() {
    LongStream sizes = program.transfers().stream().mapToLong(Transfer::bytes);
    return Math.max(LEAST_CREDIT_BYTES, 2 * sizes.sum());
  }

  private static Shaping shaping(io.splitboard.fleet.Shaping shape) {
    Shaping.Builder message =
        Shaping.newBuilder()
            .setSlowdown(shape.slowdown())
            .setLearningSeconds(shape.learningSeconds())
            .setSharedPort(shape.sharedPort());
    for (Link link : shape.links()) {
      message.addLinks(
          LinkShape.newBuilder()
              .setTo(link.to())
              .setMbitPerSecond(link.mbitPerSecond())
              .setDelayMs(link.delayMs()));
    }
    return message.build();
  }
}
