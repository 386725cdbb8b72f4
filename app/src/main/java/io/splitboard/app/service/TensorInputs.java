package io.splitboard.app.service;

import io.splitboard.core.UserException;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Tensor;
import io.splitboard.core.tensor.TensorData;
import io.splitboard.core.tensor.TensorFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Files that hold whole tensors, {@code .npy} or TensorProto {@code .pb}.
 *
 * @param files in the order of requests, and within a request in the order of the network's inputs
 */
public record TensorInputs(List<Path> files) implements InputSource {

  /** Copies the list. */
  public TensorInputs {
    files = List.copyOf(files);
  }

  @Override
  public int distinct(Network network, int requests) {
    int inputs = network.inputs().size();
    if (inputs == 0) {
      throw new UserException("The network has no inputs: leave the input files out.");
    }
    if (files.size() % inputs != 0) {
      throw new UserException(
          files.size()
              + " input files do not go into requests of "
              + inputs
              + ": give one file for each of "
              + String.join(", ", network.inputs())
              + ", in this order, per request.");
    }
    return Math.max(1, Math.min(requests, files.size() / inputs));
  }

  @Override
  public Map<String, TensorData> input(Network network, int index) {
    List<String> names = network.inputs();
    Map<String, TensorData> inputs = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      Tensor tensor = network.tensor(names.get(i));
      inputs.put(tensor.name(), read(files.get(index * names.size() + i), tensor));
    }
    return inputs;
  }

  @Override
  public String description() {
    return files.size() == 1 ? "file " + files.get(0).getFileName() : files.size() + " files";
  }

  /**
   * The tensor in a file.
   *
   * @param tensor which type and shape it must have
   * @throws UserException if it has not, or cannot be read
   */
  public static TensorData read(Path file, Tensor tensor) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    TensorData data = name.endsWith(".npy") ? TensorFiles.readNpy(file) : TensorFiles.readPb(file);
    boolean fits = tensor.varies() || data.shape().equals(tensor.shape());
    if (data.type() != tensor.type() || !fits) {
      throw new UserException(
          "%s holds %s of %s, but %s is %s of %s; give another file, or other sizes with --shape."
              .formatted(
                  file, data.type(), data.shape(), tensor.name(), tensor.type(), tensor.shape()));
    }
    return data;
  }
}
