package io.splitboard.solver.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.onnx.ImportOptions;
import io.splitboard.core.onnx.OnnxImporter;
import io.splitboard.core.onnx.OnnxModel;
import io.splitboard.core.project.Folders;
import io.splitboard.core.zoo.Zoo;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The authors' eight-way cut of ResNet-50, exactly. */
class AuthorCutsTest {

  private static final Network RESNET = network("zoo:resnet50-v1");

  @Test
  void eightStagesDoWhatTheReferenceSays() {
    StagePlan plan = AuthorCuts.of(RESNET, nodes(8));
    assertThat(plan.stages().stream().map(stage -> Math.round(macs(stage) / 1e4)).toList())
        .containsExactly(78596L, 51380L, 43673L, 51380L, 43673L, 43673L, 51380L, 22041L);
    assertThat(plan.stages().stream().mapToLong(AuthorCutsTest::macs).sum())
        .isEqualTo(3_857_973_248L);
    List<Cut> cuts = Cuts.all(RESNET);
    assertThat(plan.stages().stream().map(stage -> cuts.get(stage.to()).bytes() / 4).toList())
        .containsExactly(
            802_816L, 401_408L, 401_408L, 200_704L, 200_704L, 200_704L, 100_352L, 1000L);
    assertThat(cuts.get(0).bytes()).isEqualTo(602_112);
  }

  @Test
  void presetsExistForFourSixAndEight() {
    for (int stages : AuthorCuts.stages()) {
      assertThat(AuthorCuts.of(RESNET, nodes(stages)).stages()).hasSize(stages);
    }
    assertThatThrownBy(() -> AuthorCuts.of(RESNET, nodes(5)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("[4, 6, 8]");
    assertThatThrownBy(() -> AuthorCuts.afterAdditions(RESNET, List.of(17), nodes(2)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("16 residual additions");
  }

  @Test
  void everySingleCutIsAnArticulation() {
    List<Cut> cuts = Cuts.single(RESNET);
    assertThat(cuts.size()).isBetween(30, RESNET.layers().size());
    for (Cut cut : cuts) {
      for (Layer layer : RESNET.layers().subList(cut.position(), RESNET.layers().size())) {
        for (String read : layer.inputs()) {
          int made = RESNET.producer(read).map(Layer::index).orElse(-1);
          assertThat(made >= cut.position() || cut.tensors().contains(read)).isTrue();
        }
      }
    }
  }

  private static long macs(Stage stage) {
    return RESNET.layers().subList(stage.from(), stage.to()).stream()
        .mapToLong(layer -> layer.cost().macs())
        .sum();
  }

  private static List<String> nodes(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> "node-" + i).toList();
  }

  private static Network network(String reference) {
    return OnnxImporter.read(
        OnnxModel.open(Zoo.build(reference, Folders.cache(), Progress.NONE)),
        ImportOptions.DEFAULT);
  }
}
