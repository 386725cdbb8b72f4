package io.splitboard.solver.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.splitboard.core.network.Network;
import io.splitboard.core.onnx.ImportOptions;
import io.splitboard.core.onnx.OnnxImporter;
import io.splitboard.core.onnx.OnnxModel;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Transfer;
import io.splitboard.core.project.Folders;
import io.splitboard.core.zoo.Zoo;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** VGG-16 by rows over three equal devices: what can be worked out on paper. */
class RowsWithOverlapTest {

  private static final long IMAGE_BYTES = 2L * 75 * 224 * 3 * 4;
  private static final long GATHER_BYTES = 2L * 2 * 7 * 512 * 4;

  private static Network vgg16;

  @BeforeAll
  static void buildNetwork() {
    vgg16 =
        OnnxImporter.read(
            OnnxModel.open(Zoo.build("zoo:vgg16", Folders.cache(), (step, fraction) -> {})),
            ImportOptions.DEFAULT);
  }

  @Test
  void rowTableOfAThird() {
    Segments third = Segments.around("host", "top", "bottom", 1.0 / 3);
    assertThat(ends(third, 224)).containsExactly(74L, 150L, 224L);
    assertThat(ends(third, 112)).containsExactly(37L, 75L, 112L);
    assertThat(ends(third, 56)).containsExactly(18L, 38L, 56L);
    assertThat(ends(third, 28)).containsExactly(9L, 19L, 28L);
    assertThat(ends(third, 14)).containsExactly(4L, 10L, 14L);
    assertThat(ends(third, 7)).containsExactly(2L, 5L, 7L);
  }

  private static List<Long> ends(Segments segments, long height) {
    return segments.shares(height, 2).stream().map(Placement.Share::to).toList();
  }

  @Test
  void haloAndTotalBytesOfAThirdAreExact() {
    HalpSetting setting = new HalpSetting(vgg16, 10, 0, 939);
    Program program = setting.program(Segments.around("host", "top", "bottom", 1.0 / 3));
    assertThat(program.transferBytes()).isEqualTo(2_754_304);
    assertThat(program.transferBytes() - IMAGE_BYTES - GATHER_BYTES).isEqualTo(2_293_760);
    assertThat(RowsWithOverlap.onlyThroughHost(program, "host")).isTrue();
  }

  @Test
  void boundariesTravelWhileTheRestIsComputed() {
    HalpSetting setting = new HalpSetting(vgg16, 10, 0, 939);
    Program program = setting.program(Segments.around("host", "top", "bottom", 1.0 / 3));
    double sendingMs =
        program.transfers().stream().mapToLong(Transfer::bytes).sum() * 8 / (939 * 1000.0);
    // The host computes 20 of 56 rows and so on, then all dense layers: it is never kept waiting
    // for more than the last halos.
    assertThat(setting.ms(program)).isCloseTo(675.0, within(0.005 * 675));
    assertThat(sendingMs).isGreaterThan(20);
  }

  @Test
  void strictPresetGainsAsReconstructed() {
    HalpSetting setting = new HalpSetting(vgg16, 10, 0, 939);
    assertThat(setting.oneDeviceMs()).isCloseTo(1658, within(1.0));
    assertThat(setting.oneDeviceMs() / setting.strictMs()).isCloseTo(1.93, within(0.02));
    assertThat(setting.oneDeviceMs() / setting.bestShareMs()).isCloseTo(2.58, within(0.05));
  }
}
