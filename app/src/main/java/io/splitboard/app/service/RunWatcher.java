package io.splitboard.app.service;

import io.splitboard.fleet.RunListener;

/** Learns what happens while requests run, and how their results compare. Must be quick. */
public interface RunWatcher extends RunListener {

  /** Another result was compared with the whole network's. Called on any thread. */
  default void compared(RunAgreement soFar) {}
}
