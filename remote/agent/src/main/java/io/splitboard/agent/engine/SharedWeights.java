package io.splitboard.agent.engine;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.splitboard.protocol.wire.OnnxTypes;
import io.splitboard.protocol.wire.WireTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Weights that several sub-models of one device use, each mapped into memory once and handed to all
 * their sessions. A mapped weight is never copied to the Java heap, is read when it is first used,
 * and can be dropped by the system when memory is short. Weights that one sub-model alone uses are
 * left to ONNX Runtime, which maps them too.
 *
 * <p>Close it after the sessions.
 */
public final class SharedWeights implements AutoCloseable {

  /** No weight is shared. */
  public static final SharedWeights NONE = new SharedWeights(Map.of());

  private static final Logger log = LoggerFactory.getLogger(SharedWeights.class);

  /** Smaller ones are not worth a mapping of their own. */
  private static final int LEAST_BYTES = 64 * 1024;

  private record Key(ExternalWeight.Place place, int onnxType, List<Long> shape) {

    static Key of(ExternalWeight weight) {
      List<Long> shape = new ArrayList<>();
      for (long size : weight.shape()) {
        shape.add(size);
      }
      return new Key(weight.place(), weight.onnxType(), shape);
    }
  }

  /** The shared weights of each model, by its absolute path. */
  private final Map<Path, List<ExternalWeight>> byModel;

  private final Map<Key, OnnxTensor> tensors = new HashMap<>();

  private SharedWeights(Map<Path, List<ExternalWeight>> byModel) {
    this.byModel = byModel;
  }

  /**
   * Finds out which weights are shared. Nothing is mapped yet.
   *
   * @param models sub-models of one device, one for each session; a file may be there more than
   *     once
   */
  public static SharedWeights among(List<Path> models) {
    if (models.size() < 2) {
      return NONE;
    }
    Map<Path, List<ExternalWeight>> all = new HashMap<>();
    Map<Key, Integer> uses = new HashMap<>();
    for (Path model : models) {
      List<ExternalWeight> weights =
          all.computeIfAbsent(model.toAbsolutePath().normalize(), SharedWeights::read);
      weights.forEach(weight -> uses.merge(Key.of(weight), 1, Integer::sum));
    }
    all.replaceAll(
        (model, weights) ->
            weights.stream().filter(weight -> uses.get(Key.of(weight)) > 1).toList());
    return new SharedWeights(all);
  }

  private static List<ExternalWeight> read(Path model) {
    try {
      return ExternalWeights.of(model).stream().filter(SharedWeights::canBeMapped).toList();
    } catch (IOException | NumberFormatException e) {
      log.debug("{} is left to ONNX Runtime, which says what is wrong", model, e);
      return List.of();
    }
  }

  /** What does not fit together is left to ONNX Runtime, which refuses it with its own words. */
  private static boolean canBeMapped(ExternalWeight weight) {
    ExternalWeight.Place place = weight.place();
    try {
      int bytes = WireTensor.bytes(weight.onnxType(), weight.shape());
      return javaType(weight.onnxType()).isPresent()
          && bytes >= LEAST_BYTES
          && (place.length() < 0 || place.length() == bytes)
          && place.offset() >= 0
          && Files.isRegularFile(place.file())
          && place.offset() + bytes <= Files.size(place.file());
    } catch (IOException | IllegalArgumentException | ArithmeticException e) {
      log.debug("weight {} is left to ONNX Runtime", weight.name(), e);
      return false;
    }
  }

  /** Hands a model's shared weights to the options of its session. */
  void addTo(SessionOptions options, Path model) throws OrtException, IOException {
    List<ExternalWeight> weights =
        byModel.getOrDefault(model.toAbsolutePath().normalize(), List.of());
    for (ExternalWeight weight : weights) {
      options.addInitializer(weight.name(), tensor(weight));
    }
  }

  private synchronized OnnxTensor tensor(ExternalWeight weight) throws OrtException, IOException {
    Key key = Key.of(weight);
    OnnxTensor known = tensors.get(key);
    if (known != null) {
      return known;
    }
    try (FileChannel file = FileChannel.open(weight.place().file())) {
      int bytes = WireTensor.bytes(weight.onnxType(), weight.shape());
      ByteBuffer data =
          file.map(FileChannel.MapMode.READ_ONLY, weight.place().offset(), bytes)
              .order(ByteOrder.nativeOrder());
      OnnxTensor mapped =
          OnnxTensor.createTensor(
              OrtEnvironment.getEnvironment(),
              data,
              weight.shape(),
              javaType(weight.onnxType()).orElseThrow());
      tensors.put(key, mapped);
      return mapped;
    }
  }

  private static Optional<OnnxJavaType> javaType(int onnxType) {
    return switch (onnxType) {
      case OnnxTypes.FLOAT32 -> Optional.of(OnnxJavaType.FLOAT);
      case OnnxTypes.FLOAT64 -> Optional.of(OnnxJavaType.DOUBLE);
      case OnnxTypes.FLOAT16 -> Optional.of(OnnxJavaType.FLOAT16);
      case OnnxTypes.BFLOAT16 -> Optional.of(OnnxJavaType.BFLOAT16);
      case OnnxTypes.INT8 -> Optional.of(OnnxJavaType.INT8);
      case OnnxTypes.UINT8 -> Optional.of(OnnxJavaType.UINT8);
      case OnnxTypes.INT32 -> Optional.of(OnnxJavaType.INT32);
      case OnnxTypes.INT64 -> Optional.of(OnnxJavaType.INT64);
      default -> Optional.empty();
    };
  }

  /** How many weights are mapped now. */
  public synchronized int mapped() {
    return tensors.size();
  }

  /** Gives the mappings up. */
  @Override
  public synchronized void close() {
    tensors.values().forEach(OnnxTensor::close);
    tensors.clear();
  }
}
