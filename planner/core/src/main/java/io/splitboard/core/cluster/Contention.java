package io.splitboard.core.cluster;

/** What messages on different links share. */
public enum Contention {
  /** Nothing: every link is its own wire. */
  PER_LINK,
  /** A device's port: it sends one message at a time and receives one at a time, full duplex. */
  PER_PORT
}
