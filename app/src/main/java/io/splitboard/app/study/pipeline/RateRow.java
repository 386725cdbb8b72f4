package io.splitboard.app.study.pipeline;

/**
 * Throughputs at one rate of all links, results per second.
 *
 * @param mbitPerSecond the rate
 * @param authors the authors' cut, simulated
 * @param modelled the authors' cut in the queue model
 * @param best the best cut for this rate in the queue model
 * @param bestStages how many stages that cut has
 */
record RateRow(
    double mbitPerSecond, double authors, double modelled, double best, int bestStages) {}
