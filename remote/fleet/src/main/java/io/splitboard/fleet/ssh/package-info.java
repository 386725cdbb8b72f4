/** Commands, files and ports of a device, over SSH or on this computer. */
package io.splitboard.fleet.ssh;
