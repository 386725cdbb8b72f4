/**
 * The timeline of HALP (Li, Iosifidis and Zhang 2022) on a host and two secondaries, layer by layer
 * in the order of the paper's idea: boundary rows first, the rest while they fly. A reconstruction:
 * {@code docs/methods/rows.md} says what the paper states and what we read into it.
 */
package io.splitboard.solver.rows.halp;
