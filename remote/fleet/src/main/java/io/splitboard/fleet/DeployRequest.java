package io.splitboard.fleet;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.onnx.BlobStore;
import io.splitboard.core.onnx.SubModelCutter;
import io.splitboard.core.program.Program;
import java.nio.file.Path;
import java.util.Map;

/**
 * What is to be deployed, and where.
 *
 * @param program what the devices shall run
 * @param cluster the devices
 * @param endpoints how each device of the program is reached, by id
 * @param cutter makes the sub-models of the program's tasks
 * @param blobs where sub-models and weights are kept on this computer
 * @param agentBundle folder with the agent's jars
 * @param optimize whether ONNX Runtime may optimize the sub-models: faster, but no longer bit for
 *     bit the whole network
 * @param maxInFlight requests between start and completion
 * @param prompts asks the user
 */
public record DeployRequest(
    Program program,
    Cluster cluster,
    Map<String, Endpoint> endpoints,
    SubModelCutter cutter,
    BlobStore blobs,
    Path agentBundle,
    boolean optimize,
    int maxInFlight,
    Prompts prompts) {

  /** Copies the map. */
  public DeployRequest {
    endpoints = Map.copyOf(endpoints);
  }
}
