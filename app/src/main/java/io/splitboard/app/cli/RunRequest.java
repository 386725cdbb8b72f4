package io.splitboard.app.cli;

import io.splitboard.core.tensor.ImagePreset;
import java.util.List;

/**
 * What {@code run} is asked to do, in a form that can go to the process that holds a deployment.
 *
 * @param requests how many
 * @param seed of random inputs
 * @param inputs absolute paths of files and folders with inputs; empty for random ones
 * @param preset how images are scaled and normalized
 * @param stream whether several requests are in flight; null for what suits the design's objective
 * @param save name under which the run is saved; null to save nothing
 * @param outputs absolute path of a folder for the outputs; null to keep none
 * @param labels absolute path of a file with one label a line; null for none
 */
record RunRequest(
    int requests,
    long seed,
    List<String> inputs,
    ImagePreset preset,
    Boolean stream,
    String save,
    String outputs,
    String labels) {}
