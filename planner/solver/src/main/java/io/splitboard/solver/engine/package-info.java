/** OR-Tools: loading it, running and stopping a search. */
package io.splitboard.solver.engine;
