package io.splitboard.separable.study;

import io.splitboard.core.Progress;
import io.splitboard.separable.data.LabelledImages;
import io.splitboard.separable.data.ShapesOnGratings;
import io.splitboard.separable.export.GroupedOnnx;
import io.splitboard.separable.network.Architecture;
import io.splitboard.separable.network.Parameters;
import io.splitboard.separable.network.Statistics;
import io.splitboard.separable.policy.Candidate;
import io.splitboard.separable.policy.ParetoFront;
import io.splitboard.separable.policy.Policy;
import io.splitboard.separable.policy.PolicySearch;
import io.splitboard.separable.policy.SeparableModel;
import io.splitboard.separable.training.Evaluator;
import io.splitboard.separable.training.PolicySampler;
import io.splitboard.separable.training.Trainer;
import io.splitboard.separable.training.TrainingSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * From nothing to an exported network: draws images, trains the super-network, searches policies,
 * fine-tunes the winner, the full exchange and no exchange alike, and tests the three on images
 * that nothing has seen. Can be cancelled at any time and goes on from the files in its folder.
 */
public final class SeparableStudy {

  private static final double NANOS = 1e9;

  private final StudySettings settings;
  private final Architecture architecture;
  private final SeparableModel model;
  private final Path folder;
  private final StudyListener listener;
  private final Progress progress;
  private final LabelledImages training;
  private final LabelledImages measured;

  private SeparableStudy(
      StudySettings settings, Path folder, StudyListener listener, Progress progress) {
    this.settings = settings;
    this.folder = folder;
    this.listener = listener;
    this.progress = progress;
    architecture = settings.architecture();
    model = architecture.model();
    training = draw(0, settings.trainingImages());
    measured = draw(0, settings.measuredImages());
  }

  /**
   * Runs a study, or goes on with one.
   *
   * @param settings of the study
   * @param folder for checkpoints and exported models
   * @param listener told each epoch and each new policy
   * @param progress told where it is; can cancel
   * @throws java.util.concurrent.CancellationException if cancelled; the folder holds what is done
   * @throws io.splitboard.core.UserException if the folder cannot be used, or there is no training
   *     engine for this computer
   */
  public static SeparableResult run(
      StudySettings settings, Path folder, StudyListener listener, Progress progress) {
    long start = System.nanoTime();
    progress.report("drawing images", 0);
    SeparableStudy study = new SeparableStudy(settings, folder, listener, progress);
    return study.run(start);
  }

  /** The held-out images that the final accuracies of a study are measured on. */
  public static LabelledImages testImages(StudySettings settings) {
    return draw(settings, 2, settings.testImages());
  }

  private SeparableResult run(long start) {
    int points = architecture.points();
    Parameters shared = trainSuperNetwork();
    Search search = search(shared);
    LabelledImages test = testImages(settings);
    Tuned full = fineTune(shared, Policy.full(points), test);
    Tuned chosen = fineTune(shared, search.winner().policy(), test);
    Tuned none = fineTune(shared, Policy.none(points), test);
    return new SeparableResult(
        architecture.groups(),
        settings.seed(),
        settings.testImages(),
        full.tested(),
        chosen.tested(),
        none.tested(),
        ParetoFront.of(search.judged()),
        search.judged(),
        chosen.export(folder.resolve("chosen.onnx")),
        full.export(folder.resolve("full.onnx")),
        (System.nanoTime() - start) / NANOS);
  }

  private Parameters trainSuperNetwork() {
    return trainer(settings.superNetwork())
        .train(
            "super-network",
            Parameters.random(architecture, settings.seed()),
            PolicySampler.sandwich(architecture.points()),
            folder.resolve("super-network.checkpoint"),
            progress);
  }

  private record Search(Candidate winner, List<Candidate> judged) {}

  private Search search(Parameters shared) {
    LabelledImages validation = draw(1, settings.validationImages());
    EvaluatedPolicies known =
        new EvaluatedPolicies(folder.resolve("search.txt"), settings.toString());
    known.all().forEach((policy, accuracy) -> listener.evaluated(candidate(policy, accuracy)));
    try (Evaluator evaluator = new Evaluator(architecture, shared)) {
      PolicySearch search =
          new PolicySearch(
              model, settings.search(), policy -> judge(policy, evaluator, validation, known));
      long fullBytes = model.bytes(Policy.full(architecture.points()));
      judge(Policy.full(architecture.points()), evaluator, validation, known);
      for (double share : settings.byteShares()) {
        search.best((long) (share * fullBytes), progress);
      }
      Candidate winner = search.best((long) (settings.chosenShare() * fullBytes), progress);
      List<Candidate> judged = new ArrayList<>();
      for (Map.Entry<Policy, Double> entry : known.all().entrySet()) {
        judged.add(candidate(entry.getKey(), entry.getValue()));
      }
      return new Search(winner, judged);
    }
  }

  private Candidate judge(
      Policy policy, Evaluator evaluator, LabelledImages validation, EvaluatedPolicies known) {
    Double accuracy = known.accuracy(policy);
    if (accuracy != null) {
      return candidate(policy, accuracy);
    }
    Statistics statistics = evaluator.measure(policy, measured);
    Candidate judged =
        candidate(policy, evaluator.accuracy(policy, statistics, validation, progress));
    known.put(policy, judged.accuracy());
    listener.evaluated(judged);
    return judged;
  }

  private Candidate candidate(Policy policy, double accuracy) {
    return new Candidate(
        policy, accuracy, model.bytes(policy), model.latencyMs(policy, settings.resources()));
  }

  private record Tuned(
      Architecture architecture, Parameters parameters, Statistics statistics, Candidate tested) {

    Path export(Path file) {
      GroupedOnnx.write(
          GroupedOnnx.model(architecture, parameters, statistics, tested.policy()), file);
      return file;
    }
  }

  private Tuned fineTune(Parameters shared, Policy policy, LabelledImages test) {
    Parameters tuned =
        trainer(settings.fineTuning())
            .train(
                "policy " + policy,
                shared,
                PolicySampler.only(policy),
                folder.resolve("policy-" + policy + ".checkpoint"),
                progress);
    try (Evaluator evaluator = new Evaluator(architecture, tuned)) {
      Statistics statistics = evaluator.measure(policy, measured);
      double accuracy = evaluator.accuracy(policy, statistics, test, progress);
      return new Tuned(architecture, tuned, statistics, candidate(policy, accuracy));
    }
  }

  private Trainer trainer(TrainingSettings trainingSettings) {
    return new Trainer(architecture, training, trainingSettings, listener);
  }

  /** Sets drawn from different streams have no image in common but by chance. */
  private LabelledImages draw(int stream, int count) {
    return draw(settings, stream, count);
  }

  private static LabelledImages draw(StudySettings settings, int stream, int count) {
    return ShapesOnGratings.draw(settings.seed() * 3 + stream, count);
  }
}
