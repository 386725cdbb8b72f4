/** Measuring what layers cost on devices and what links carry. */
package io.splitboard.fleet.profiling;
