/** Agents as seen from the workbench: their processes, their calls, what they are told to run. */
package io.splitboard.fleet.agent;
