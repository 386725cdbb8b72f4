package io.splitboard.app.window.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.app.service.InputSource;
import io.splitboard.app.service.LiveDeployment;
import io.splitboard.app.service.RunOutcome;
import io.splitboard.app.window.task.SameThreadRunner;
import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.program.Program;
import io.splitboard.core.project.Design;
import io.splitboard.core.project.Experiment;
import io.splitboard.core.simulation.Summary;
import io.splitboard.core.simulation.Trace;
import io.splitboard.fleet.DeployListener;
import io.splitboard.fleet.RunListener;
import io.splitboard.fleet.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunModelTest {
  private final List<String> calls = new ArrayList<>();
  private String deployProblem = "";
  private final Design design = Samples.design("d", "pi-a");
  private final RunModel model = new RunModel(new Services(), new SameThreadRunner());

  private final class Services implements RunServices {
    @Override
    public LiveDeployment deploy(
        Design asked, boolean optimize, DeployListener listener, Progress progress) {
      calls.add("deploy " + asked.id());
      listener.device("pi-a", Step.UPLOADING, 0.5, "7 of 14 MB");
      if (!deployProblem.isEmpty()) {
        listener.device("pi-a", Step.FAILED, -1, deployProblem);
        throw new UserException(deployProblem);
      }
      listener.device("pi-a", Step.READY, 1, "");
      Program program = new Program("pi-a", List.of(), List.of(), List.of(), List.of());
      return new LiveDeployment(asked, program, optimize, 1, null);
    }

    @Override
    public RunOutcome run(
        LiveDeployment live,
        InputSource inputs,
        int requests,
        RunListener listener,
        Progress progress) {
      calls.add("run " + (requests == Integer.MAX_VALUE ? "on" : requests));
      listener.completed(0, 12, Map.of());
      listener.completed(1, 14, Map.of());
      return outcome(live);
    }

    @Override
    public void stop() {
      calls.add("stop");
    }

    @Override
    public Experiment save(String name, RunOutcome outcome) {
      calls.add("save " + name);
      return null;
    }
  }

  private static RunOutcome outcome(LiveDeployment live) {
    Trace trace = new Trace(true, List.of(), List.of(), List.of());
    Summary summary = new Summary(true, 2, 12, 14, 13, 70, 0.5, 0, Map.of(), Map.of());
    return new RunOutcome(
        live,
        Instant.EPOCH,
        trace,
        trace,
        summary,
        summary,
        0,
        0,
        1,
        true,
        Map.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        new Profile(Map.of(), List.of()),
        Map.of(),
        false);
  }

  @Test
  void deployingRunsAtOnceAndEndsReady() {
    model.deploy(design);
    assertThat(calls).containsExactly("deploy d", "run on");
    assertThat(model.stateProperty().get()).isEqualTo(RunModel.State.READY);
    assertThat(model.snapshotProperty().get().completed()).isEqualTo(2);
    assertThat(model.shows(design)).isTrue();
    assertThat(model.devicesProperty().get().get("pi-a").step()).isEqualTo(Step.READY);
  }

  @Test
  void aRefusalIsToldAndShownOnItsDevice() {
    deployProblem = "pi-a has no Java: install openjdk-17-jre-headless there.";
    model.deploy(design);
    assertThat(model.stateProperty().get()).isEqualTo(RunModel.State.NONE);
    assertThat(model.problemProperty().get()).isEqualTo(deployProblem);
    assertThat(model.devicesProperty().get().get("pi-a").failed()).isTrue();
    assertThat(calls).containsExactly("deploy d");
  }

  @Test
  void anotherDesignIsNotWhatIsLive() {
    model.deploy(design);
    assertThat(model.shows(design.with(design.partition().move(List.of("l0"), "pi-b")))).isFalse();
  }

  @Test
  void stoppingLeavesNothing() {
    model.deploy(design);
    model.stop();
    assertThat(calls).endsWith("stop");
    assertThat(model.stateProperty().get()).isEqualTo(RunModel.State.NONE);
    assertThat(model.liveProperty().get()).isNull();
    assertThat(model.devicesProperty().get()).isEmpty();
  }

  @Test
  void recordingSavesTheLastRun() {
    model.record("nothing yet", saved -> calls.add("saved"));
    assertThat(calls).isEmpty();
    model.deploy(design);
    model.record("mine", saved -> calls.add("saved"));
    assertThat(calls).endsWith("save mine", "saved");
  }

  @Test
  void aRunCanBeRepeated() {
    model.deploy(design);
    model.run();
    assertThat(calls).containsExactly("deploy d", "run on", "run on");
    assertThat(model.snapshotProperty().get().completed()).isEqualTo(2);
  }
}
