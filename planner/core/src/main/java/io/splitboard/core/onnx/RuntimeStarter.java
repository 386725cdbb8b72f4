package io.splitboard.core.onnx;

/**
 * Another library's claim to set up ONNX Runtime. There is one environment in a process, and some
 * libraries insist on making it themselves; found by {@link java.util.ServiceLoader}, they are
 * started before the planner uses ONNX Runtime for the first time.
 */
public interface RuntimeStarter {

  /** Makes the environment, if that has not happened. */
  void start();
}
