/** Why a plan is as it is: the next best move, what if, how robust, and whether to distribute. */
package io.splitboard.solver.explain;
