package io.splitboard.fleet.run;

import io.splitboard.core.Progress;
import io.splitboard.core.program.Program;
import io.splitboard.core.tensor.TensorData;
import io.splitboard.fleet.agent.AgentClient;
import io.splitboard.protocol.Chunk;
import io.splitboard.protocol.KeepReply;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Inputs that the source holds already, as a device with a camera would: a request that repeats one
 * only names it. So the way from the workbench, which no design has, takes no part in what is
 * measured.
 */
public final class KeptInputs {

  /** Nothing is kept. */
  public static final KeptInputs NONE = new KeptInputs();

  /** More than this of a device's memory is not taken; further inputs travel with each request. */
  private static final long MOST_BYTES = 32L << 20;

  private static final int LIMIT_SECONDS = 60;

  private final Map<Map<String, TensorData>, Integer> numbers = new IdentityHashMap<>();

  private KeptInputs() {}

  /**
   * Brings inputs to the source, in place of those that it kept before. If they are too large for
   * all to be kept, the first ones are.
   *
   * @param deployment id that the agents know
   * @param inputs by tensor name; requests that repeat one must bring the very same map
   * @throws io.splitboard.core.UserException if the source refuses
   */
  public static KeptInputs bring(
      Program program,
      String deployment,
      AgentClient source,
      List<Map<String, TensorData>> inputs,
      Progress progress) {
    KeptInputs kept = new KeptInputs();
    InputChunks chunks = new InputChunks(program, deployment);
    ChunkCall<KeepReply> call = new ChunkCall<>(() -> false);
    source.streams().keep(call);
    try {
      long bytes = 0;
      for (Map<String, TensorData> one : inputs) {
        chunks.require(kept.numbers.size(), one);
        bytes += one.values().stream().mapToLong(tensor -> tensor.bytes().remaining()).sum();
        if (bytes > MOST_BYTES) {
          break;
        }
        int number = kept.numbers.size() + 1;
        if (!send(call, chunks.of(number, one), progress)) {
          break;
        }
        kept.numbers.put(one, number);
      }
      call.complete();
      call.reply().get(LIMIT_SECONDS, TimeUnit.SECONDS);
      return kept;
    } catch (ExecutionException | TimeoutException e) {
      throw source.sentence(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      call.cancel(e);
      throw new CancellationException("interrupted");
    } catch (RuntimeException e) {
      call.cancel(e);
      throw e;
    }
  }

  private static boolean send(ChunkCall<KeepReply> call, Iterator<Chunk> chunks, Progress progress)
      throws InterruptedException {
    while (chunks.hasNext()) {
      if (!call.awaitRoom(progress)) {
        return false;
      }
      call.send(chunks.next());
    }
    return true;
  }

  /** The number under which the source holds these very inputs; 0 if it does not. */
  int number(Map<String, TensorData> inputs) {
    return numbers.getOrDefault(inputs, 0);
  }
}
