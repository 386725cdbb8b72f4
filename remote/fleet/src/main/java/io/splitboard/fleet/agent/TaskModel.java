package io.splitboard.fleet.agent;

import io.splitboard.core.network.Network;
import io.splitboard.core.network.Tensor;
import io.splitboard.core.onnx.BlobStore;
import io.splitboard.core.onnx.SubModel;
import io.splitboard.core.onnx.SubModelCutter;
import io.splitboard.core.program.Fragment;
import io.splitboard.core.program.Task;
import io.splitboard.fleet.provisioning.StoredFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sub-model of a task, ready to be sent.
 *
 * @param path of the model under the store's folder on the device
 * @param files the model and the weight blobs that it names
 * @param inputNames the model's input name by fragment key
 * @param outputNames the model's output name by fragment key
 * @param inputs type and shape of what it reads, by fragment key, for measuring it alone
 */
public record TaskModel(
    String path,
    List<StoredFile> files,
    Map<String, String> inputNames,
    Map<String, String> outputNames,
    Map<String, Tensor> inputs) {

  /** Copies the collections. */
  public TaskModel {
    files = List.copyOf(files);
    inputNames = Map.copyOf(inputNames);
    outputNames = Map.copyOf(outputNames);
    inputs = Map.copyOf(inputs);
  }

  /** Cuts the sub-model of a task and puts it into the store of this computer. */
  public static TaskModel of(SubModelCutter cutter, BlobStore blobs, Task task) {
    return of(cutter.cut(task), cutter, blobs, task);
  }

  /** The same with nodes named after layers, see {@link SubModelCutter#cutForProfiling}. */
  public static TaskModel forProfiling(SubModelCutter cutter, BlobStore blobs, Task task) {
    return of(cutter.cutForProfiling(task), cutter, blobs, task);
  }

  private static TaskModel of(SubModel model, SubModelCutter cutter, BlobStore blobs, Task task) {
    Path file = blobs.putModel(model);
    List<StoredFile> files = new ArrayList<>();
    files.add(
        new StoredFile(file, "store/" + model.hash() + ".onnx", model.hash(), model.onnx().length));
    for (String blob : model.blobs()) {
      Path source = blobs.path(blob);
      files.add(new StoredFile(source, "store/blobs/" + blob, blob, source.toFile().length()));
    }
    Map<String, Tensor> inputs = new HashMap<>();
    task.reads().forEach(read -> inputs.put(read.key(), held(read, cutter.network())));
    return new TaskModel(
        model.hash() + ".onnx", files, model.inputNames(), model.outputNames(), inputs);
  }

  /** A fragment as a tensor of its own. */
  private static Tensor held(Fragment fragment, Network network) {
    Tensor tensor = network.tensor(fragment.tensor());
    return new Tensor(fragment.key(), tensor.type(), fragment.region().box(tensor.shape()).shape());
  }
}
