package io.splitboard.app.service;

import io.splitboard.core.UserException;
import io.splitboard.core.onnx.BlobStore;
import io.splitboard.core.onnx.SubModelCutter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model whose sub-models go to a folder that is deleted in the end.
 *
 * @param folder beside the model's own store
 * @param model the same model with that folder
 */
record Scratch(Path folder, OpenModel model) implements AutoCloseable {

  /** Beginning of the folder's name, by which left ones are found. */
  static final String PREFIX = "scratch-";

  private static final Logger log = LoggerFactory.getLogger(Scratch.class);

  static Scratch of(OpenModel model) {
    Path parent = model.blobs().folder();
    try {
      Files.createDirectories(parent);
      Path folder = Files.createTempDirectory(parent, PREFIX);
      BlobStore blobs = model.blobs().scratch(folder);
      SubModelCutter cutter = new SubModelCutter(model.onnx(), model.network(), blobs);
      return new Scratch(folder, new OpenModel(model.onnx(), model.network(), blobs, cutter));
    } catch (IOException e) {
      throw new UserException(
          "Nothing can be written to %s (%s); free some space or set SPLITBOARD_CACHE to another folder."
              .formatted(parent, e.getMessage()),
          e);
    }
  }

  @Override
  public void close() {
    try {
      FolderTree.delete(folder);
    } catch (IOException e) {
      // Only room is lost, until the cache is cleaned.
      log.warn("{} stays", folder, e);
    }
  }
}
