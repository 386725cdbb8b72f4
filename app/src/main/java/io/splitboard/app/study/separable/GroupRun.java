package io.splitboard.app.study.separable;

import io.splitboard.core.Progress;
import io.splitboard.separable.policy.Policy;
import io.splitboard.separable.study.SeparableResult;
import io.splitboard.separable.study.SeparableStudy;
import io.splitboard.separable.study.StudySettings;
import java.nio.file.Path;

/**
 * The study for one number of devices, from drawing images to measured bytes.
 *
 * @param settings of the training and the search
 * @param trained what they found
 * @param check of the exported winner, in pieces in one process
 * @param chosenOnLab the winner on virtual devices
 * @param fullOnLab the full exchange on virtual devices
 */
record GroupRun(
    StudySettings settings,
    SeparableResult trained,
    ExportCheck check,
    LabTrial chosenOnLab,
    LabTrial fullOnLab) {

  /**
   * Runs the exported networks of a finished training.
   *
   * @param folder of the training's files; the projects are made in it
   */
  static GroupRun of(
      StudySettings settings, SeparableResult trained, Path folder, Progress progress) {
    int groups = settings.architecture().groups();
    Path chosen =
        GroupProject.make(trained.chosenModel(), groups, folder.resolve("chosen"), progress);
    Path full = GroupProject.make(trained.fullModel(), groups, folder.resolve("full"), progress);
    ExportCheck check = ExportCheck.of(chosen, SeparableStudy.testImages(settings), progress);
    return new GroupRun(
        settings, trained, check, LabTrial.run(chosen, progress), LabTrial.run(full, progress));
  }

  int groups() {
    return settings.architecture().groups();
  }

  /** Bytes of bands and partial logits, which every policy moves. */
  long fixedBytes() {
    return settings.architecture().fixedBytes();
  }

  /** D(t) of a policy, and the bands and partial logits. */
  long predictedBytes(Policy policy) {
    return settings.architecture().model().bytes(policy) + fixedBytes();
  }

  /** Bytes on the lab that differ most from the prediction for the winner. */
  long chosenBytesOnLab() {
    return chosenOnLab.bytesFarthestFrom(predictedBytes(trained.chosen().policy()));
  }

  /** The same for the full exchange. */
  long fullBytesOnLab() {
    return fullOnLab.bytesFarthestFrom(predictedBytes(trained.full().policy()));
  }

  /** Percent of the exchanged bytes that the winner does without, by bytes measured on the lab. */
  double bytesReductionPercent() {
    return 100
        * (1 - (double) (chosenBytesOnLab() - fixedBytes()) / (fullBytesOnLab() - fixedBytes()));
  }

  /** Points of test accuracy that are lost without any exchange. */
  double noExchangeLossPoints() {
    return 100 * (trained.full().accuracy() - trained.none().accuracy());
  }
}
