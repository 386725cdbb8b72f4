/** One search over mixed placements: whole layers, rows, channels and input channels. */
package io.splitboard.solver.hybrid;
