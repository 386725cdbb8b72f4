/** Judging partitions by running their programs in the simulator. */
package io.splitboard.solver.simulated;
