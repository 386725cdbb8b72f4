package io.splitboard.fleet;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.onnx.BlobStore;
import io.splitboard.core.onnx.SubModelCutter;
import io.splitboard.core.profile.Profile;
import java.nio.file.Path;
import java.util.Map;

/**
 * What is to be measured, and where.
 *
 * @param cluster devices and links
 * @param endpoints how devices are reached, by id; devices without one keep their known figures
 * @param known figures that stay where nothing could be measured
 * @param cutter makes sub-models of the network
 * @param blobs where sub-models and weights are kept on this computer
 * @param agentBundle folder with the agent's jars
 * @param optimize whether ONNX Runtime may optimize, as later deployments will
 * @param prompts asks the user
 */
public record ProfilingRequest(
    Cluster cluster,
    Map<String, Endpoint> endpoints,
    Profile known,
    SubModelCutter cutter,
    BlobStore blobs,
    Path agentBundle,
    boolean optimize,
    Prompts prompts) {

  /** Copies the map. */
  public ProfilingRequest {
    endpoints = Map.copyOf(endpoints);
  }

  /** The same, asking somebody else. */
  public ProfilingRequest asking(Prompts other) {
    return new ProfilingRequest(
        cluster, endpoints, known, cutter, blobs, agentBundle, optimize, other);
  }
}
