package io.splitboard.fleet.run;

import io.splitboard.core.UserException;
import io.splitboard.core.program.Fragment;
import io.splitboard.core.program.Program;
import io.splitboard.core.tensor.TensorData;
import io.splitboard.protocol.Chunk;
import io.splitboard.protocol.wire.Chunks;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;

/** The inputs of requests as they travel to the source. */
final class InputChunks {

  private final Program program;
  private final String deployment;

  /**
   * Makes chunks for a program.
   *
   * @param deployment id that the agents know
   */
  InputChunks(Program program, String deployment) {
    this.program = program;
    this.deployment = deployment;
  }

  /**
   * All chunks of one request's inputs, made as they are asked for.
   *
   * @param request the agents' number of the request
   */
  Iterator<Chunk> of(int request, Map<String, TensorData> inputs) {
    Stream<Chunk> all =
        program.inputs().stream()
            .flatMap(fragment -> stream(request, fragment, inputs.get(fragment.tensor())));
    return all.iterator();
  }

  /** The one chunk of a request that repeats kept inputs. */
  Iterator<Chunk> ofKept(int request, int kept) {
    return Collections.singleton(
            Chunk.newBuilder().setDeployment(deployment).setRequest(request).setKept(kept).build())
        .iterator();
  }

  private Stream<Chunk> stream(int request, Fragment fragment, TensorData value) {
    Chunk first =
        Chunk.newBuilder()
            .setDeployment(deployment)
            .setRequest(request)
            .setFragment(fragment.key())
            .build();
    Iterator<Chunk> chunks = Chunks.split(first, Tensors.toWire(value), Chunks.MAX_DATA_BYTES);
    return Stream.iterate(chunks, Iterator::hasNext, one -> one).map(Iterator::next);
  }

  /**
   * Checks that nothing is missing.
   *
   * @param request number to name it by, from 0
   * @throws UserException in a sentence, if an input is
   */
  void require(int request, Map<String, TensorData> inputs) {
    for (Fragment fragment : program.inputs()) {
      if (!inputs.containsKey(fragment.tensor())) {
        throw new UserException(
            "Request %d brings no input %s, which the network reads: its inputs are %s."
                .formatted(request, fragment.tensor(), inputs.keySet()));
      }
    }
  }
}
