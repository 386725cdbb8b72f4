/** What the device and its tasks are doing. */
package io.splitboard.agent.telemetry;
