/**
 * Placement of profiled workloads on identical accelerators and CPUs so that the largest load is
 * smallest.
 */
package io.splitboard.solver.load;
