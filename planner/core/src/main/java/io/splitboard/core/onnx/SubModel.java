package io.splitboard.core.onnx;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Part of a model as an ONNX model of its own, whose large weights are external files named by
 * their content.
 *
 * @param hash SHA-256 of the bytes, in hexadecimal
 * @param onnx the file's content; never written to
 * @param blobs SHA-256 of each weight file that it needs, in {@code blobs/} beside it, without
 *     repetition
 * @param inputNames fragment key → name of the model's input
 * @param outputNames fragment key → name of the model's output
 */
@SuppressWarnings("ArrayRecordComponent") // Large and written once; copies would double it.
public record SubModel(
    String hash,
    byte[] onnx,
    List<String> blobs,
    Map<String, String> inputNames,
    Map<String, String> outputNames) {

  /** Copies the collections, keeping their order. */
  public SubModel {
    blobs = List.copyOf(blobs);
    inputNames = Collections.unmodifiableMap(new LinkedHashMap<>(inputNames));
    outputNames = Collections.unmodifiableMap(new LinkedHashMap<>(outputNames));
  }
}
