package io.splitboard.app.window.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.app.service.solving.Method;
import io.splitboard.app.window.task.SameThreadRunner;
import io.splitboard.core.project.Constraints;
import io.splitboard.core.project.Design;
import io.splitboard.core.project.Objective;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MethodModelTest {
  private final DesignsModel designs =
      new DesignsModel(
          List.of(Samples.design("d", "pi-a")),
          new DesignsModel.Store() {
            @Override
            public void save(Design design) {
              throw new AssertionError("nothing is saved here");
            }

            @Override
            public void delete(Design design) {
              throw new AssertionError("nothing is deleted here");
            }
          },
          new SameThreadRunner());
  private final MethodModel methods = new MethodModel(designs);

  @Test
  void provesWhereItCanUntilSomethingIsChosen() {
    assertThat(methods.methodProperty().get()).isEqualTo(Method.LAYERS);
    designs.setObjective(Objective.MEMORY);
    assertThat(methods.methodProperty().get()).isEqualTo(Method.HYBRID);
  }

  @Test
  void whatCannotBeAskedGivesWayAndComesBack() {
    designs.setObjective(Objective.THROUGHPUT);
    methods.choose(Method.PIPELINE);
    methods.packsProperty().set(true);
    assertThat(methods.choice().replicate()).isTrue();
    assertThat(methods.choice().pack()).isTrue();
    designs.setObjective(Objective.ENERGY);
    assertThat(methods.methodProperty().get()).isEqualTo(Method.HYBRID);
    assertThat(methods.choice().replicate()).isFalse();
    assertThat(methods.choice().pack()).isFalse();
    designs.setObjective(Objective.THROUGHPUT);
    assertThat(methods.methodProperty().get()).isEqualTo(Method.PIPELINE);
  }

  @Test
  void methodsSayWhatTheyCannotBeAsked() {
    Design latency = designs.current();
    assertThat(Method.PIPELINE.whyNot(latency)).contains("knows throughput");
    assertThat(Method.PRELOAD.whyNot(latency)).isEmpty();
    Design budgets =
        latency
            .with(Objective.THROUGHPUT)
            .with(
                new Constraints(
                    Map.of(), Map.of(), Map.of(), Map.of(), Map.of("pi-a→pi-b", 5L), 0));
    assertThat(Method.PIPELINE.whyNot(budgets)).contains("keeps no link budgets");
    assertThat(Method.LAYERS.whyNot(budgets)).isEmpty();
    assertThat(Method.usual(budgets)).isEqualTo(Method.HYBRID);
  }
}
