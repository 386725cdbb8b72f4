package io.splitboard.fleet.run;

import io.grpc.Status;
import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.program.Program;
import io.splitboard.core.tensor.TensorData;
import io.splitboard.fleet.agent.AgentClient;
import io.splitboard.protocol.Chunk;
import io.splitboard.protocol.SubmitReply;
import java.util.Iterator;
import java.util.Map;

/**
 * Brings requests to the source as fast as it takes them and no faster: the next one is only made
 * when the stream has room.
 */
final class Feeder {

  private final InputChunks chunks;
  private final KeptInputs kept;
  private final int firstRequest;
  private final Ledger ledger;

  /**
   * Makes one.
   *
   * @param deployment id that the agents know
   * @param kept inputs that the source has
   * @param firstRequest the agents' number of request 0
   */
  Feeder(Program program, String deployment, KeptInputs kept, int firstRequest, Ledger ledger) {
    this.chunks = new InputChunks(program, deployment);
    this.kept = kept;
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
    ChunkCall<SubmitReply> call = new ChunkCall<>(ledger::isBroken);
    // How many were accepted is known from the results.
    call.reply().whenComplete((reply, failure) -> ended(source, failure));
    source.streams().submit(call);
    try {
      int number = 0;
      Iterator<Map<String, TensorData>> iterator = requests.iterator();
      while (ledger.wantsMore() && iterator.hasNext()) {
        send(call, number++, iterator.next(), progress);
      }
      call.complete();
    } catch (RuntimeException | InterruptedException e) {
      call.cancel(e);
      throw e;
    }
  }

  private void ended(AgentClient source, Throwable failure) {
    if (failure != null && Status.fromThrowable(failure).getCode() != Status.Code.CANCELLED) {
      ledger.breakOff(source.sentence(failure).getMessage());
    }
  }

  private void send(
      ChunkCall<SubmitReply> call, int number, Map<String, TensorData> inputs, Progress progress)
      throws InterruptedException {
    chunks.require(number, inputs);
    int known = kept.number(inputs);
    int request = firstRequest + number;
    Iterator<Chunk> parts = known > 0 ? chunks.ofKept(request, known) : chunks.of(request, inputs);
    boolean begun = false;
    while (parts.hasNext()) {
      if (!call.awaitRoom(progress)) {
        return;
      }
      if (!begun) {
        begun = true;
        ledger.submitted();
      }
      call.send(parts.next());
    }
  }
}
