/** Discrete-event run of a program; traces and what follows from them. */
package io.splitboard.core.simulation;
