package io.splitboard.lab.local;

import io.splitboard.core.tensor.TensorData;
import io.splitboard.protocol.codec.Codec;
import io.splitboard.protocol.codec.Codecs;
import io.splitboard.protocol.codec.Packed;
import io.splitboard.protocol.wire.WireTensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A codec tried on one tensor, on this computer.
 *
 * @param codec its name
 * @param tensorBytes size of the tensor
 * @param wireBytes size on the wire: the tensor's where packing does not make it smaller
 * @param packMs median time of packing
 * @param unpackMs median time of unpacking; 0 where it travels as it is
 * @param sameBits whether unpacking gave the same bits
 */
public record CodecTrial(
    String codec,
    long tensorBytes,
    long wireBytes,
    double packMs,
    double unpackMs,
    boolean sameBits) {

  /** Tries every codec that works here, lossy ones too. */
  public static List<CodecTrial> of(TensorData tensor, int repetitions) {
    WireTensor wire = WireTensors.toWire(tensor);
    return Codecs.here().stream()
        .map(name -> of(Codecs.named(name).orElseThrow(), wire, repetitions))
        .toList();
  }

  private static CodecTrial of(Codec codec, WireTensor tensor, int repetitions) {
    List<Double> packMs = new ArrayList<>();
    List<Double> unpackMs = new ArrayList<>();
    long wireBytes = tensor.bytes();
    boolean sameBits = true;
    for (int i = 0; i < repetitions; i++) {
      long start = System.nanoTime();
      Optional<ByteBuffer> packed = codec.pack(tensor).map(Packed::data);
      packMs.add((System.nanoTime() - start) / 1e6);
      if (packed.isPresent()) {
        wireBytes = packed.get().limit();
        long middle = System.nanoTime();
        WireTensor unpacked = codec.unpack(tensor.onnxType(), tensor.shape(), packed.get());
        unpackMs.add((System.nanoTime() - middle) / 1e6);
        sameBits &= unpacked.data().equals(tensor.data());
      }
    }
    return new CodecTrial(
        codec.name(), tensor.bytes(), wireBytes, median(packMs), median(unpackMs), sameBits);
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }

  /** Why a codec cannot be tried here; empty if all can. */
  public static Optional<String> missing() {
    return Codecs.here().contains(Codecs.ZFP)
        ? Optional.empty()
        : Optional.of("ZFP is not tried on this computer: " + Codecs.remedy(Codecs.ZFP) + ".");
  }
}
