/** Channels of every layer over devices, exact, as in tensor parallelism. */
package io.splitboard.solver.channels;
