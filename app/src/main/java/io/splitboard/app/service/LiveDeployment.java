package io.splitboard.app.service;

import io.splitboard.core.program.Program;
import io.splitboard.core.project.Design;
import io.splitboard.fleet.Deployment;

/**
 * A design that is live on its devices.
 *
 * @param design what was deployed
 * @param program tasks and transfers that follow from it
 * @param optimize whether ONNX Runtime's graph optimization is on
 * @param maxInFlight requests that the source device starts at most before one is complete
 * @param deployment the agents
 */
public record LiveDeployment(
    Design design, Program program, boolean optimize, int maxInFlight, Deployment deployment) {}
