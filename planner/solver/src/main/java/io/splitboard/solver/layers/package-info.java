/** Assignment of whole layers to devices by CP-SAT. */
package io.splitboard.solver.layers;
