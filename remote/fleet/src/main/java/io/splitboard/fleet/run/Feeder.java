package io.splitboard.fleet.run;

import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.program.Fragment;
import io.splitboard.core.program.Program;
import io.splitboard.core.tensor.TensorData;
import io.splitboard.fleet.agent.AgentClient;
import io.splitboard.protocol.Chunk;
import io.splitboard.protocol.SubmitReply;
import io.splitboard.protocol.wire.Chunks;
import java.util.Iterator;
import java.util.Map;

/**
 * Brings requests to the source as fast as it takes them and no faster: the next one is only made
 * when the stream has room.
 */
final class Feeder {

  private static final long LOOK_AGAIN_MS = 100;

  private final Program program;
  private final String deployment;
  private final int firstRequest;
  private final Ledger ledger;
  private final Object room = new Object();
  private ClientCallStreamObserver<Chunk> stream;

  /**
   * Makes one.
   *
   * @param deployment id that the agents know
   * @param firstRequest the agents' number of request 0
   */
  Feeder(Program program, String deployment, int firstRequest, Ledger ledger) {
    this.program = program;
    this.deployment = deployment;
    this.firstRequest = firstRequest;
    this.ledger = ledger;
  }

  /**
   * Brings all requests, on the calling thread. Stops when the run is broken or a request failed.
   *
   * @throws UserException if a request's inputs are not those of the network
   * @throws java.util.concurrent.CancellationException if cancelled
   */
  void feed(AgentClient source, Iterable<Map<String, TensorData>> requests, Progress progress)
      throws InterruptedException {
    source.streams().submit(new Replies(source));
    try {
      int number = 0;
      Iterator<Map<String, TensorData>> iterator = requests.iterator();
      while (ledger.wantsMore() && iterator.hasNext()) {
        send(number++, iterator.next(), progress);
      }
      stream.onCompleted();
    } catch (RuntimeException | InterruptedException e) {
      stream.cancel("the run was stopped", e);
      throw e;
    }
  }

  private void send(int number, Map<String, TensorData> inputs, Progress progress)
      throws InterruptedException {
    for (Fragment fragment : program.inputs()) {
      if (!inputs.containsKey(fragment.tensor())) {
        throw new UserException(
            "Request %d brings no input %s, which the network reads: its inputs are %s."
                .formatted(number, fragment.tensor(), inputs.keySet()));
      }
    }
    boolean begun = false;
    for (Fragment fragment : program.inputs()) {
      Chunk first =
          Chunk.newBuilder()
              .setDeployment(deployment)
              .setRequest(firstRequest + number)
              .setFragment(fragment.key())
              .build();
      Iterator<Chunk> chunks =
          Chunks.split(first, Tensors.toWire(inputs.get(fragment.tensor())), Chunks.MAX_DATA_BYTES);
      while (chunks.hasNext()) {
        if (!awaitRoom(progress)) {
          return;
        }
        if (!begun) {
          begun = true;
          ledger.submitted();
        }
        stream.onNext(chunks.next());
      }
    }
  }

  /** Whether there is room now; false if the run broke off. */
  private boolean awaitRoom(Progress progress) throws InterruptedException {
    synchronized (room) {
      while (!stream.isReady()) {
        progress.check();
        if (ledger.isBroken()) {
          return false;
        }
        room.wait(LOOK_AGAIN_MS);
      }
    }
    progress.check();
    return !ledger.isBroken();
  }

  /** Learns that there is room, and when the source takes no more. */
  private final class Replies implements ClientResponseObserver<Chunk, SubmitReply> {

    private final AgentClient source;

    Replies(AgentClient source) {
      this.source = source;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<Chunk> requests) {
      stream = requests;
      requests.setOnReadyHandler(this::wake);
    }

    private void wake() {
      synchronized (room) {
        room.notifyAll();
      }
    }

    @Override
    public void onNext(SubmitReply reply) {
      // How many were accepted is known from the results.
    }

    @Override
    public void onError(Throwable failure) {
      if (Status.fromThrowable(failure).getCode() != Status.Code.CANCELLED) {
        ledger.breakOff(source.sentence(failure).getMessage());
      }
      wake();
    }

    @Override
    public void onCompleted() {
      wake();
    }
  }
}
