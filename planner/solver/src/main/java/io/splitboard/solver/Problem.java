package io.splitboard.solver;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.network.Network;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.project.Constraints;
import io.splitboard.core.project.Objective;

/**
 * What a solver is asked.
 *
 * @param network what to place
 * @param cluster where
 * @param profile cost of every layer on every device, rates and delays of links
 * @param objective what to make small
 * @param constraints what to respect besides the devices' memory
 * @param limits how long to look
 */
public record Problem(
    Network network,
    Cluster cluster,
    Profile profile,
    Objective objective,
    Constraints constraints,
    SolveLimits limits) {

  /** The same for another objective. */
  public Problem with(Objective other) {
    return new Problem(network, cluster, profile, other, constraints, limits);
  }

  /** The same under other constraints. */
  public Problem with(Constraints other) {
    return new Problem(network, cluster, profile, objective, other, limits);
  }

  /** The same with another time and exactness. */
  public Problem with(SolveLimits other) {
    return new Problem(network, cluster, profile, objective, constraints, other);
  }

  /** The same network on other devices or at other costs. */
  public Problem with(Cluster otherCluster, Profile otherProfile) {
    return new Problem(network, otherCluster, otherProfile, objective, constraints, limits);
  }
}
