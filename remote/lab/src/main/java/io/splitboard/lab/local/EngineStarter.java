package io.splitboard.lab.local;

import io.splitboard.agent.engine.TaskSession;
import io.splitboard.core.onnx.RuntimeStarter;

/** Lets DJL make ONNX Runtime's environment, because it fails where one exists already. */
public final class EngineStarter implements RuntimeStarter {

  @Override
  public void start() {
    TaskSession.startEngine();
  }
}
