package io.splitboard.separable.study;

import io.splitboard.separable.policy.Candidate;
import io.splitboard.separable.training.TrainingListener;

/** Learns how a study goes: enough for a live picture of losses and of accuracy over bytes. */
public interface StudyListener extends TrainingListener {

  /** Nobody listens. */
  StudyListener NONE =
      new StudyListener() {
        @Override
        public void epoch(String purpose, int epoch, double loss, double accuracy) {
          // nobody listens
        }

        @Override
        public void evaluated(Candidate candidate) {
          // nobody listens
        }
      };

  /**
   * The search has judged a policy that it had not met before. A search that goes on first tells
   * those that were judged before it stopped.
   */
  void evaluated(Candidate candidate);
}
