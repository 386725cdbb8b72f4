package io.splitboard.app.window.model;

import io.splitboard.app.service.InputSource;
import io.splitboard.app.service.LiveDeployment;
import io.splitboard.app.service.RunOutcome;
import io.splitboard.app.service.Workspace;
import io.splitboard.core.Progress;
import io.splitboard.core.project.Design;
import io.splitboard.core.project.Experiment;
import io.splitboard.fleet.DeployListener;
import io.splitboard.fleet.RunListener;

/** What a run needs of the services; calls block. */
public interface RunServices {
  /** Puts a design on its devices. */
  LiveDeployment deploy(
      Design design, boolean optimize, DeployListener listener, Progress progress);

  /** Runs requests. */
  RunOutcome run(
      LiveDeployment live,
      InputSource inputs,
      int requests,
      RunListener listener,
      Progress progress);

  /** Ends the agents. */
  void stop();

  /** Saves a run. */
  Experiment save(String name, RunOutcome outcome);

  /** Those of a workspace. */
  static RunServices of(Workspace workspace) {
    return new RunServices() {
      @Override
      public LiveDeployment deploy(
          Design design, boolean optimize, DeployListener listener, Progress progress) {
        return workspace.deploy(design, optimize, listener, progress);
      }

      @Override
      public RunOutcome run(
          LiveDeployment live,
          InputSource inputs,
          int requests,
          RunListener listener,
          Progress progress) {
        return workspace.run(live, inputs, requests, listener, progress);
      }

      @Override
      public void stop() {
        workspace.stop(Progress.NONE);
      }

      @Override
      public Experiment save(String name, RunOutcome outcome) {
        return workspace.experiments().save(name, outcome);
      }
    };
  }
}
