package io.splitboard.agent;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.splitboard.protocol.Chunk;
import io.splitboard.protocol.ConnectReply;
import io.splitboard.protocol.ConnectRequest;
import io.splitboard.protocol.ControlGrpc;
import io.splitboard.protocol.KeepReply;
import io.splitboard.protocol.Peer;
import io.splitboard.protocol.RequestTimes;
import io.splitboard.protocol.Result;
import io.splitboard.protocol.ResultsRequest;
import io.splitboard.protocol.Shard;
import io.splitboard.protocol.SubmitReply;
import io.splitboard.protocol.access.Token;
import io.splitboard.protocol.wire.ChunkJoiner;
import io.splitboard.protocol.wire.Chunks;
import io.splitboard.protocol.wire.WireTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a test uses in place of the workbench: control calls to several agents. */
public final class TestWorkbench implements AutoCloseable {

  /** The token of all tests. */
  public static final String TOKEN = "test-token";

  /** A request that ended: with outputs, or with the sentence that says why not. */
  public record Ended(
      int request, Map<String, WireTensor> outputs, RequestTimes times, String failure) {}

  private final Map<String, ManagedChannel> channels = new HashMap<>();
  private final Map<String, Integer> dataPorts = new HashMap<>();
  private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();

  /** Adds an agent that listens already. */
  public void add(String device, int controlPort, int dataPort) {
    channels.put(
        device,
        NettyChannelBuilder.forAddress("127.0.0.1", controlPort)
            .usePlaintext()
            .intercept(Token.attach(TOKEN))
            .build());
    dataPorts.put(device, dataPort);
  }

  /** Calls to an agent that wait for the answer. */
  public ControlGrpc.ControlBlockingStub control(String device) {
    return ControlGrpc.newBlockingStub(channels.get(device))
        .withDeadlineAfter(60, TimeUnit.SECONDS);
  }

  /** Loads every shard and connects every sender; returns the sentences of unreachable peers. */
  public List<String> deploy(List<Shard> shards) {
    for (Shard shard : shards) {
      Iterator<?> progress = control(shard.getDevice()).load(shard);
      while (progress.hasNext()) {
        progress.next();
      }
    }
    List<String> unreachable = new ArrayList<>();
    for (Shard shard : shards) {
      ConnectRequest.Builder request = ConnectRequest.newBuilder().setDeployment("test");
      shard.getSendsList().stream()
          .map(send -> send.getTo())
          .distinct()
          .forEach(to -> request.addPeers(peer(to)));
      ConnectReply reply = control(shard.getDevice()).connect(request.build());
      unreachable.addAll(reply.getUnreachableList());
    }
    return unreachable;
  }

  private Peer peer(String device) {
    return Peer.newBuilder()
        .setDevice(device)
        .setHost("127.0.0.1")
        .setPort(dataPorts.get(device))
        .build();
  }

  /** Listens to the results of the source. */
  public void listen(String source) {
    ControlGrpc.newStub(channels.get(source))
        .results(ResultsRequest.getDefaultInstance(), new Results());
  }

  /** Submits requests with one input each; the future has the number accepted. */
  public CompletableFuture<Integer> submit(
      String source, String fragment, int from, List<WireTensor> inputs) {
    CompletableFuture<SubmitReply> replied = new CompletableFuture<>();
    StreamObserver<Chunk> chunks =
        ControlGrpc.newStub(channels.get(source)).submit(new FutureObserver<>(replied));
    for (int i = 0; i < inputs.size(); i++) {
      Chunk first = Chunk.newBuilder().setRequest(from + i).setFragment(fragment).build();
      Chunks.list(first, inputs.get(i)).forEach(chunks::onNext);
    }
    chunks.onCompleted();
    return replied.thenApply(SubmitReply::getAccepted);
  }

  /** Submits one request with several inputs. */
  public CompletableFuture<SubmitReply> submitAll(
      String source, int request, List<String> fragments, List<WireTensor> inputs) {
    CompletableFuture<SubmitReply> replied = new CompletableFuture<>();
    StreamObserver<Chunk> chunks =
        ControlGrpc.newStub(channels.get(source)).submit(new FutureObserver<>(replied));
    for (int i = 0; i < fragments.size(); i++) {
      Chunk first = Chunk.newBuilder().setRequest(request).setFragment(fragments.get(i)).build();
      Chunks.list(first, inputs.get(i)).forEach(chunks::onNext);
    }
    chunks.onCompleted();
    return replied;
  }

  /** Lets the source keep inputs under numbers from 1; returns how many it holds then. */
  public int keep(String source, String fragment, List<WireTensor> inputs) throws Exception {
    CompletableFuture<KeepReply> kept = new CompletableFuture<>();
    StreamObserver<Chunk> chunks =
        ControlGrpc.newStub(channels.get(source)).keep(new FutureObserver<>(kept));
    for (int i = 0; i < inputs.size(); i++) {
      Chunk first = Chunk.newBuilder().setRequest(1 + i).setFragment(fragment).build();
      Chunks.list(first, inputs.get(i)).forEach(chunks::onNext);
    }
    chunks.onCompleted();
    return kept.get(10, TimeUnit.SECONDS).getKept();
  }

  /** Submits requests that only name kept inputs; the future has the number accepted. */
  public CompletableFuture<SubmitReply> submitKept(String source, int from, int... numbers) {
    CompletableFuture<SubmitReply> accepted = new CompletableFuture<>();
    StreamObserver<Chunk> chunks =
        ControlGrpc.newStub(channels.get(source)).submit(new FutureObserver<>(accepted));
    for (int i = 0; i < numbers.length; i++) {
      chunks.onNext(Chunk.newBuilder().setRequest(from + i).setKept(numbers[i]).build());
    }
    chunks.onCompleted();
    return accepted;
  }

  /** Waits for the next request to end. */
  public Ended next() throws InterruptedException {
    Ended next = ended.poll(60, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no request ended within a minute");
    }
    return next;
  }

  @Override
  public void close() throws InterruptedException {
    for (ManagedChannel channel : channels.values()) {
      channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }
  }

  /** Completes a future with the first answer. */
  record FutureObserver<T>(CompletableFuture<T> future) implements StreamObserver<T> {
    @Override
    public void onNext(T value) {
      future.complete(value);
    }

    @Override
    public void onError(Throwable failure) {
      future.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {}
  }

  private final class Results implements StreamObserver<Result> {
    private final ChunkJoiner joiner = new ChunkJoiner();
    private Map<String, WireTensor> outputs = new HashMap<>();

    @Override
    public void onNext(Result result) {
      switch (result.getKindCase()) {
        case OUTPUT ->
            joiner
                .add(result.getOutput())
                .ifPresent(message -> outputs.put(message.first().getFragment(), message.tensor()));
        case DONE -> {
          ended.add(new Ended(result.getDone().getRequest(), outputs, result.getDone(), null));
          outputs = new HashMap<>();
        }
        case FAILURE ->
            ended.add(
                new Ended(
                    result.getFailure().getRequest(),
                    Map.of(),
                    null,
                    result.getFailure().getSentence()));
        default -> throw new AssertionError("empty result");
      }
    }

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onCompleted() {}
  }
}
