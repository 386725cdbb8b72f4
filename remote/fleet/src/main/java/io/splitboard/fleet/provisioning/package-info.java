/** What a device must have before an agent can run on it, and bringing it there. */
package io.splitboard.fleet.provisioning;
