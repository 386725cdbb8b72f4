package io.splitboard.app.service;

import io.splitboard.agent.engine.TaskSession;
import io.splitboard.core.Progress;
import io.splitboard.core.network.Network;
import io.splitboard.core.onnx.BlobStore;
import io.splitboard.core.onnx.ImportOptions;
import io.splitboard.core.onnx.ModelReference;
import io.splitboard.core.onnx.OnnxImporter;
import io.splitboard.core.onnx.OnnxModel;
import io.splitboard.core.onnx.SubModelCutter;
import io.splitboard.core.project.Folders;
import java.nio.file.Path;

/**
 * A model file that was read, with all that is made from it.
 *
 * @param onnx the file
 * @param network its graph
 * @param blobs where its weights and sub-models are kept
 * @param cutter makes its sub-models
 */
public record OpenModel(OnnxModel onnx, Network network, BlobStore blobs, SubModelCutter cutter) {

  /**
   * Version of ONNX Runtime in this process. DJL insists on setting ONNX Runtime up itself, so it
   * is asked before the importer uses it.
   */
  static final String ENGINE = TaskSession.engineVersion();

  /**
   * Reads the model of a project; a zoo model is built first where it is not in the cache.
   *
   * @param reference a path in the project, or {@code zoo:…}
   * @throws io.splitboard.core.UserException if it is missing or cannot be imported
   */
  public static OpenModel ofProject(
      String reference, Path projectFolder, ImportOptions options, Progress progress) {
    return open(ModelReference.resolve(reference, projectFolder, progress), options, progress);
  }

  /** Reads a model file. */
  public static OpenModel open(Path file, ImportOptions options, Progress progress) {
    progress.report("Reading " + file.getFileName(), -1);
    OnnxModel onnx = OnnxModel.open(file);
    Network network = OnnxImporter.read(onnx, options);
    BlobStore blobs = BlobStore.at(Folders.cache());
    CacheCare.once(blobs);
    return new OpenModel(onnx, network, blobs, new SubModelCutter(onnx, network, blobs));
  }
}
