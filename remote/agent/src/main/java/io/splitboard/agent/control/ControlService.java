package io.splitboard.agent.control;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.splitboard.agent.AgentException;
import io.splitboard.agent.engine.TaskSession;
import io.splitboard.agent.telemetry.DeviceSensors;
import io.splitboard.agent.telemetry.TelemetryStream;
import io.splitboard.protocol.AgentInfo;
import io.splitboard.protocol.Chunk;
import io.splitboard.protocol.ClockPing;
import io.splitboard.protocol.ClockPong;
import io.splitboard.protocol.ConnectReply;
import io.splitboard.protocol.ConnectRequest;
import io.splitboard.protocol.ControlGrpc;
import io.splitboard.protocol.HelloRequest;
import io.splitboard.protocol.KeepReply;
import io.splitboard.protocol.LinkProbe;
import io.splitboard.protocol.LoadProgress;
import io.splitboard.protocol.ProbeReply;
import io.splitboard.protocol.ProbeRequest;
import io.splitboard.protocol.ProfileReply;
import io.splitboard.protocol.ProfileRequest;
import io.splitboard.protocol.Result;
import io.splitboard.protocol.ResultsRequest;
import io.splitboard.protocol.Shard;
import io.splitboard.protocol.StopReply;
import io.splitboard.protocol.StopRequest;
import io.splitboard.protocol.SubmitReply;
import io.splitboard.protocol.TelemetryFrame;
import io.splitboard.protocol.TelemetryRequest;
import io.splitboard.protocol.UnloadReply;
import io.splitboard.protocol.UnloadRequest;
import io.splitboard.protocol.codec.Codecs;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the workbench. What goes wrong is answered with a sentence as the call's status. */
public final class ControlService extends ControlGrpc.ControlImplBase {

  private static final Logger log = LoggerFactory.getLogger(ControlService.class);
  private static final int DEFAULT_PROBES = 10;

  private final ShardHolder holder;
  private final DeviceSensors sensors;
  private final TelemetryStream telemetry;
  private final int dataPort;
  private final Runnable stop;

  /**
   * Makes the service.
   *
   * @param stop ends the agent; called after the answer was sent
   */
  public ControlService(
      ShardHolder holder,
      DeviceSensors sensors,
      TelemetryStream telemetry,
      int dataPort,
      Runnable stop) {
    this.holder = holder;
    this.sensors = sensors;
    this.telemetry = telemetry;
    this.dataPort = dataPort;
    this.stop = stop;
  }

  @Override
  public void hello(HelloRequest request, StreamObserver<AgentInfo> reply) {
    answer(
        reply,
        () ->
            AgentInfo.newBuilder()
                .setVersion(String.valueOf(getClass().getPackage().getImplementationVersion()))
                .setArchitecture(System.getProperty("os.arch"))
                .setProcessors(Runtime.getRuntime().availableProcessors())
                .setMemoryBytes(sensors.memoryBytes())
                .setDataPort(dataPort)
                .setOnnxRuntime(TaskSession.engineVersion())
                .setHasTemperature(sensors.hasTemperature())
                .setHasThrottling(sensors.hasThrottling())
                .addAllCodecs(Codecs.here())
                .build());
  }

  @Override
  public void load(Shard shard, StreamObserver<LoadProgress> progress) {
    ServerCallStreamObserver<LoadProgress> call = (ServerCallStreamObserver<LoadProgress>) progress;
    call.setOnCancelHandler(() -> log.info("the caller of load is gone"));
    answer(
        progress,
        () -> {
          holder.load(
              shard,
              (step, fraction) ->
                  progress.onNext(
                      LoadProgress.newBuilder().setStep(step).setFraction(fraction).build()));
          return LoadProgress.newBuilder().setStep("ready").setFraction(1).build();
        });
  }

  @Override
  public void connect(ConnectRequest request, StreamObserver<ConnectReply> reply) {
    answer(
        reply,
        () -> {
          List<String> unreachable =
              holder.loaded().network().connect(request.getDeployment(), request.getPeersList());
          return ConnectReply.newBuilder().addAllUnreachable(unreachable).build();
        });
  }

  @Override
  public StreamObserver<Chunk> submit(StreamObserver<SubmitReply> reply) {
    return atSource(
        reply, shard -> new SubmitStream(shard, (ServerCallStreamObserver<SubmitReply>) reply));
  }

  @Override
  public StreamObserver<Chunk> keep(StreamObserver<KeepReply> reply) {
    return atSource(reply, shard -> new KeepStream(shard, reply));
  }

  private StreamObserver<Chunk> atSource(
      StreamObserver<?> reply, Function<LoadedShard, StreamObserver<Chunk>> stream) {
    try {
      LoadedShard loaded = holder.loaded();
      if (!loaded.shard().getSource()) {
        throw new AgentException(
            "Device " + loaded.shard().getDevice() + " is not where requests start.");
      }
      return stream.apply(loaded);
    } catch (AgentException e) {
      reply.onError(status(e));
      return new IgnoredChunks();
    }
  }

  @Override
  public void results(ResultsRequest request, StreamObserver<Result> results) {
    try {
      holder.loaded().results().serve((ServerCallStreamObserver<Result>) results);
    } catch (AgentException e) {
      results.onError(status(e));
    }
  }

  @Override
  public void telemetry(TelemetryRequest request, StreamObserver<TelemetryFrame> frames) {
    telemetry.start(request.getPeriodMs(), (ServerCallStreamObserver<TelemetryFrame>) frames);
  }

  @Override
  public void profile(ProfileRequest request, StreamObserver<ProfileReply> reply) {
    answer(reply, () -> new TaskTimer(holder.loaded()).profile(request));
  }

  @Override
  public void probeLink(ProbeRequest request, StreamObserver<ProbeReply> reply) {
    answer(
        reply,
        () -> {
          int repetitions =
              request.getRepetitions() > 0 ? request.getRepetitions() : DEFAULT_PROBES;
          ProbeReply.Builder probes = ProbeReply.newBuilder();
          for (long bytes : request.getMessageBytesList()) {
            List<Long> nanos =
                holder
                    .loaded()
                    .network()
                    .probe(request.getPeer(), Math.toIntExact(bytes), repetitions)
                    .stream()
                    .sorted()
                    .toList();
            int count = nanos.size();
            long spread = nanos.get(3 * (count - 1) / 4) - nanos.get((count - 1) / 4);
            probes.addProbes(
                LinkProbe.newBuilder()
                    .setMessageBytes(bytes)
                    .setRoundTripMs(nanos.get(count / 2) / 1e6)
                    .setSpreadMs(spread / 1e6));
          }
          return probes.build();
        });
  }

  @Override
  public void clock(ClockPing ping, StreamObserver<ClockPong> reply) {
    answer(reply, () -> ClockPong.newBuilder().setAgentNanos(System.nanoTime()).build());
  }

  @Override
  public void unload(UnloadRequest request, StreamObserver<UnloadReply> reply) {
    answer(
        reply,
        () -> {
          holder.unload();
          return UnloadReply.getDefaultInstance();
        });
  }

  @Override
  public void stop(StopRequest request, StreamObserver<StopReply> reply) {
    answer(reply, StopReply::getDefaultInstance);
    stop.run();
  }

  private static <T> void answer(StreamObserver<T> reply, Callable<T> work) {
    try {
      reply.onNext(work.call());
      reply.onCompleted();
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      reply.onError(status(e));
    }
  }

  private static RuntimeException status(Exception failure) {
    if (failure instanceof AgentException) {
      log.info("refused: {}", failure.getMessage(), failure);
      return Status.FAILED_PRECONDITION.withDescription(failure.getMessage()).asRuntimeException();
    }
    log.error("unexpected", failure);
    return Status.INTERNAL
        .withDescription("The agent failed; its log says why (" + failure + ").")
        .asRuntimeException();
  }

  /** Ignores what follows on a stream that was refused. */
  private static final class IgnoredChunks implements StreamObserver<Chunk> {
    @Override
    public void onNext(Chunk chunk) {}

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onCompleted() {}
  }
}
