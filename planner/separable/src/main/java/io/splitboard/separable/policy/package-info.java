/**
 * Transmission policies: closed forms for bytes and latency, Pareto front, evolutionary search. No
 * engine.
 */
package io.splitboard.separable.policy;
