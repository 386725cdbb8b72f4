/** Deciding: networks, clusters, costs, partitions, programs, simulations, projects. */
package io.splitboard.core;
