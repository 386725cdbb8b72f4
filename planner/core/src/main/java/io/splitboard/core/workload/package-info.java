/**
 * Plans without weights: profiled workloads, their splits and the loads of these, and the files in
 * which other projects exchange them.
 */
package io.splitboard.core.workload;
