package io.splitboard.agent.engine;

import java.nio.file.Path;

/**
 * A weight of a sub-model whose bytes are in a file beside it.
 *
 * @param name of the initializer
 * @param onnxType element type, as {@link io.splitboard.protocol.wire.OnnxTypes}
 * @param shape dimensions, outermost first
 * @param place where its bytes are
 */
@SuppressWarnings("ArrayRecordComponent")
record ExternalWeight(String name, int onnxType, long[] shape, Place place) {

  /**
   * Where bytes are.
   *
   * @param file absolute and without detours
   * @param offset in the file, bytes
   * @param length bytes; negative: up to the end of the file
   */
  record Place(Path file, long offset, long length) {}
}
