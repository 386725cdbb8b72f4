/** The small program on a device: runs a shard, relays tensors, reports. */
package io.splitboard.agent;
