/** Fragments on their way between agents, at the pace of the links. */
package io.splitboard.agent.data;
