/** The firing rule: which task runs next, what is sent next, and when memory is given back. */
package io.splitboard.agent.run;
