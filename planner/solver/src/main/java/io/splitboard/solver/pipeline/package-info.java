/**
 * Pipelines as in DEFER (Parthasarathy and Krishnamachari 2022): consecutive layers on devices in
 * series, cut so that results come as often as possible.
 */
package io.splitboard.solver.pipeline;
