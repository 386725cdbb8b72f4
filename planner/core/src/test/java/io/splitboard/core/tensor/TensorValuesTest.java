package io.splitboard.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.splitboard.core.UserException;
import io.splitboard.core.network.ElementType;
import io.splitboard.core.network.InputFacts;
import io.splitboard.core.network.Shape;
import io.splitboard.core.network.Tensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorValuesTest {

  @TempDir Path folder;

  private static TensorData floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return new TensorData(ElementType.FLOAT32, Shape.of(values.length), bytes.flip());
  }

  @Test
  void differenceOfEqualAndUnequalValues() {
    assertThat(TensorDifference.between(floats(1, -3), floats(1, -3)))
        .isEqualTo(new Difference(0, 3, true));
    assertThat(TensorDifference.between(floats(1, -3), floats(1, -2.5f)))
        .isEqualTo(new Difference(0.5, 3, false));
    assertThat(TensorDifference.between(floats(0f), floats(-0f)))
        .isEqualTo(new Difference(0, 0, false));
  }

  @Test
  void differenceWithValuesThatAreNotFinite() {
    float nan = Float.NaN;
    float infinite = Float.POSITIVE_INFINITY;
    assertThat(TensorDifference.between(floats(nan, infinite), floats(nan, infinite)).bitExact())
        .isTrue();
    assertThat(TensorDifference.between(floats(nan), floats(1)).maxAbsDiff()).isInfinite();
    assertThat(TensorDifference.between(floats(infinite), floats(-infinite)).maxAbsDiff())
        .isInfinite();
    assertThat(TensorDifference.between(floats(infinite, 2), floats(infinite, 2)).maxAbsOutput())
        .isEqualTo(2);
    assertThat(TensorDifference.between(floats(1), floats(1, 2)).maxAbsDiff()).isInfinite();
  }

  @Test
  void topElementsWithLabelsTiesAndNaN() {
    List<TopK.Entry> top = TopK.of(floats(1, Float.NaN, 5, 5, -2), 4, List.of("ant", "bee", "cat"));
    assertThat(top.stream().map(TopK.Entry::label)).containsExactly("cat", "3", "ant", "4");
    assertThat(TopK.of(floats(1), 5, List.of())).hasSize(1);
  }

  @Test
  void statisticsLeaveOutWhatIsNotFinite() {
    TensorStatistics statistics = TensorStatistics.of(floats(1, 3, Float.NaN));
    assertThat(statistics.mean()).isEqualTo(2);
    assertThat(statistics.deviation()).isEqualTo(1);
    assertThat(statistics.min()).isEqualTo(1);
    assertThat(statistics.max()).isEqualTo(3);
    assertThat(statistics.notFinite()).isEqualTo(1);
  }

  @Test
  void everyHalfSurvivesTheWayThroughFloat() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      float value = HalfFloat.toFloat((short) bits);
      if (!Float.isNaN(value)) {
        assertThat(HalfFloat.fromFloat(value)).isEqualTo((short) bits);
      }
    }
    assertThat(HalfFloat.fromFloat(1 + 0x1p-11f)).isEqualTo((short) 0x3c00);
    assertThat(HalfFloat.fromFloat(70000f)).isEqualTo((short) 0x7c00);
    assertThat(HalfFloat.toFloat(HalfFloat.fromFloat(Float.NaN))).isNaN();
  }

  @Test
  void randomValuesAreSeededAndLegal() {
    Tensor ids = new Tensor("ids", ElementType.INT64, Shape.of(200));
    InputFacts facts = new InputFacts(Map.of(), Map.of("ids", 12L));
    TensorData value = RandomTensors.value(ids, facts, 5, 0);
    assertThat(value).isEqualTo(RandomTensors.value(ids, facts, 5, 0));
    assertThat(value).isNotEqualTo(RandomTensors.value(ids, facts, 5, 1));
    assertThat(TensorStatistics.of(value).max()).isBetween(2.0, 11.0);
    Tensor mask = new Tensor("attention_mask", ElementType.INT64, Shape.of(3));
    assertThat(TensorStatistics.of(RandomTensors.value(mask, facts, 5, 0)).min()).isEqualTo(1);
    for (ElementType type : List.of(ElementType.FLOAT32, ElementType.FLOAT16)) {
      TensorStatistics floats =
          TensorStatistics.of(
              RandomTensors.value(new Tensor("x", type, Shape.of(999)), facts, 1, 0));
      assertThat(floats.min()).isBetween(-1.0, -0.5);
      assertThat(floats.max()).isBetween(0.5, 1.0);
    }
  }

  @Test
  void hugeInputsAreRefused() {
    Tensor huge = new Tensor("x", ElementType.FLOAT32, Shape.of(1L << 20, 1L << 20));
    assertThatThrownBy(() -> RandomTensors.value(huge, InputFacts.NONE, 1, 0))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("larger than 1 GB");
  }

  private Path picture() throws IOException {
    BufferedImage image = new BufferedImage(8, 4, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 8; x++) {
      for (int y = 0; y < 4; y++) {
        image.setRGB(x, y, x < 4 ? 0xff0000 : 0x0000ff);
      }
    }
    Path file = folder.resolve("picture.png");
    assertThat(ImageIO.write(image, "png", file.toFile())).isTrue();
    return file;
  }

  @Test
  void picturesFillBothLayoutsAlike() throws IOException {
    Path file = picture();
    Tensor first = new Tensor("x", ElementType.FLOAT32, Shape.of(1, 3, 4, 8));
    Tensor last = new Tensor("x", ElementType.FLOAT32, Shape.of(1, 4, 8, 3));
    Elements planes = new Elements(ImageTensors.read(file, first, ImagePreset.RAW));
    Elements pixels = new Elements(ImageTensors.read(file, last, ImagePreset.RAW));
    assertThat(planes.get(0)).isEqualTo(255);
    assertThat(planes.get(2 * 32)).isZero();
    assertThat(planes.get(2 * 32 + 7)).isEqualTo(255);
    assertThat(pixels.get(0)).isEqualTo(255);
    assertThat(pixels.get(7 * 3 + 2)).isEqualTo(255);
  }

  @Test
  void presetsScaleAsTheySay() throws IOException {
    Path file = picture();
    Tensor small = new Tensor("x", ElementType.FLOAT32, Shape.of(1, 3, 4, 4));
    assertThat(red(file, small, ImagePreset.ZERO_TO_ONE)).isEqualTo(1);
    assertThat(red(file, small, ImagePreset.MINUS_ONE_TO_ONE)).isEqualTo(1);
    assertThat(red(file, small, ImagePreset.IMAGENET)).isCloseTo((1 - 0.485) / 0.229, within(1e-5));
    Tensor gray = new Tensor("x", ElementType.FLOAT32, Shape.of(1, 1, 4, 8));
    assertThat(red(file, gray, ImagePreset.RAW)).isEqualTo(76);
  }

  private static double red(Path file, Tensor target, ImagePreset preset) {
    return new Elements(ImageTensors.read(file, target, preset)).get(0);
  }

  @Test
  void picturesThatCannotBeReadAreRefused() throws IOException {
    Tensor target = new Tensor("x", ElementType.FLOAT32, Shape.of(1, 3, 4, 4));
    Path text = Files.writeString(folder.resolve("text.png"), "no picture");
    assertThatThrownBy(() -> ImageTensors.read(text, target, ImagePreset.RAW))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("is no picture");
    Tensor vector = new Tensor("x", ElementType.FLOAT32, Shape.of(1, 40));
    Path picture = picture();
    assertThatThrownBy(() -> ImageTensors.read(picture, vector, ImagePreset.RAW))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("takes no picture");
  }
}
