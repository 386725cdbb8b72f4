/** Requests through a deployment: bringing inputs, taking results, one time line of all devices. */
package io.splitboard.fleet.run;
