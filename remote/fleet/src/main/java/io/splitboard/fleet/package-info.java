/** Reaching devices: deployments, runs and what comes back from them. */
package io.splitboard.fleet;
