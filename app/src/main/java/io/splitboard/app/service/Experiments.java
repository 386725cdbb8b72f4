package io.splitboard.app.service;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.project.Experiment;
import io.splitboard.core.project.ExperimentHeader;
import io.splitboard.core.project.ExperimentStore;
import java.util.List;

/** The saved runs of an open project. Calls block. */
public final class Experiments {

  private final ExperimentStore store;
  private final Cluster cluster;
  private final boolean mayChange;

  Experiments(ExperimentStore store, Cluster cluster, boolean mayChange) {
    this.store = store;
    this.cluster = cluster;
    this.mayChange = mayChange;
  }

  /** Saves a run for good. */
  public Experiment save(String name, RunOutcome outcome) {
    requireChanges();
    Experiment experiment = outcome.experiment(name, cluster);
    store.save(experiment);
    return experiment;
  }

  /** All of them, newest first. */
  public List<ExperimentHeader> list() {
    return store.list();
  }

  /** One of them, by its id. */
  public Experiment load(String id) {
    return store.load(id);
  }

  private void requireChanges() {
    if (!mayChange) {
      throw new IllegalStateException("this workspace was opened only to look");
    }
  }
}
