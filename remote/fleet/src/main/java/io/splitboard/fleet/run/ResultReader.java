package io.splitboard.fleet.run;

import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.splitboard.core.program.Fragment;
import io.splitboard.core.program.Program;
import io.splitboard.core.tensor.TensorData;
import io.splitboard.fleet.agent.AgentClient;
import io.splitboard.protocol.Chunk;
import io.splitboard.protocol.RequestFailure;
import io.splitboard.protocol.RequestTimes;
import io.splitboard.protocol.Result;
import io.splitboard.protocol.ResultsRequest;
import io.splitboard.protocol.wire.ChunkJoiner;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Takes results from the source and puts each request's outputs together. */
final class ResultReader implements ClientResponseObserver<ResultsRequest, Result>, AutoCloseable {

  private static final double NANOS_PER_MS = 1e6;

  private final AgentClient source;
  private final Ledger ledger;
  private final Timings timings;
  private final int firstRequest;
  private final Map<String, String> tensorOfFragment;
  private final ChunkJoiner joiner = new ChunkJoiner();
  private final Map<Integer, Map<String, TensorData>> outputs = new HashMap<>();
  private ClientCallStreamObserver<ResultsRequest> call;

  ResultReader(
      Program program, AgentClient source, int firstRequest, Ledger ledger, Timings timings) {
    this.source = source;
    this.firstRequest = firstRequest;
    this.ledger = ledger;
    this.timings = timings;
    this.tensorOfFragment =
        program.outputs().stream().collect(Collectors.toMap(Fragment::key, Fragment::tensor));
  }

  /** Starts to read. */
  void open() {
    source.streams().results(ResultsRequest.getDefaultInstance(), this);
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<ResultsRequest> requests) {
    call = requests;
  }

  @Override
  public void onNext(Result result) {
    switch (result.getKindCase()) {
      case OUTPUT -> output(result.getOutput());
      case DONE -> done(result.getDone());
      case FAILURE -> failure(result.getFailure());
      default -> ledger.problem("The source sent a result that this version does not know.");
    }
  }

  private void output(Chunk chunk) {
    joiner
        .add(chunk)
        .ifPresent(
            message ->
                outputs
                    .computeIfAbsent(message.first().getRequest(), any -> new LinkedHashMap<>())
                    .put(
                        tensorOfFragment.get(message.first().getFragment()),
                        Tensors.fromWire(message.tensor())));
  }

  private void done(RequestTimes times) {
    Map<String, TensorData> values = outputs.remove(times.getRequest());
    if (times.getRequest() >= firstRequest) {
      timings.completed(times);
      ledger.completed(
          times.getRequest() - firstRequest,
          (times.getEndNanos() - times.getStartNanos()) / NANOS_PER_MS,
          values == null ? Map.of() : values);
    }
  }

  private void failure(RequestFailure failure) {
    outputs.remove(failure.getRequest());
    if (failure.getRequest() >= firstRequest) {
      ledger.failed(failure.getRequest() - firstRequest, failure.getSentence());
    }
  }

  @Override
  public void onError(Throwable failure) {
    if (Status.fromThrowable(failure).getCode() != Status.Code.CANCELLED) {
      ledger.breakOff(source.sentence(failure).getMessage());
    }
  }

  @Override
  public void onCompleted() {
    if (!ledger.isOver()) {
      ledger.breakOff("The source ended the run before all results were there: deploy again.");
    }
  }

  @Override
  public void close() {
    call.cancel("the run is over", null);
  }
}
