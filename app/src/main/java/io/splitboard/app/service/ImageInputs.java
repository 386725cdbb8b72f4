package io.splitboard.app.service;

import io.splitboard.core.UserException;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Tensor;
import io.splitboard.core.tensor.ImagePreset;
import io.splitboard.core.tensor.ImageTensors;
import io.splitboard.core.tensor.TensorData;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Image files, for networks with one image as input.
 *
 * @param files one per request
 * @param preset how images are scaled and normalized
 */
public record ImageInputs(List<Path> files, ImagePreset preset) implements InputSource {

  /** Copies the list. */
  public ImageInputs {
    files = List.copyOf(files);
  }

  @Override
  public int distinct(Network network, int requests) {
    return Math.max(1, Math.min(requests, files.size()));
  }

  @Override
  public Map<String, TensorData> input(Network network, int index) {
    if (network.inputs().size() != 1) {
      throw new UserException(
          "The network has the inputs "
              + String.join(", ", network.inputs())
              + ", and images go only to networks with one: give .npy files instead.");
    }
    Tensor input = network.tensor(network.inputs().get(0));
    return Map.of(input.name(), ImageTensors.read(files.get(index), input, preset));
  }

  @Override
  public String description() {
    return files.size() == 1 ? "image " + files.get(0).getFileName() : files.size() + " images";
  }
}
