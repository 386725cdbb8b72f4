/** What the workbench asks of an agent. */
package io.splitboard.agent.control;
