package io.splitboard.lab.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.core.codec.Codec;
import io.splitboard.core.program.Fragment;
import io.splitboard.core.program.Region;
import io.splitboard.core.program.Transfer;
import io.splitboard.protocol.wire.OnnxTypes;
import io.splitboard.protocol.wire.WireTensor;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class LastBitsTest {

  private static final Transfer TRANSFER =
      new Transfer("t", new Fragment("x", Region.ALL, 8), "a", "b", Codec.NONE, 0);

  @Test
  void movesByAtMostOneUnitAndTheSameForTheSameSeed() {
    WireTensor tensor = WireTensor.zeros(OnnxTypes.FLOAT32, 4, 100);
    FloatBuffer before = tensor.data().asFloatBuffer();
    for (int i = 0; i < 300; i++) {
      before.put(i, (float) Math.sin(i + 1) * 1000);
    }
    before.put(300, Float.NaN);
    before.put(301, Float.POSITIVE_INFINITY);
    WireTensor moved = new LastBits(1).carry(TRANSFER, tensor);
    assertThat(new LastBits(1).carry(TRANSFER, tensor).data()).isEqualTo(moved.data());
    FloatBuffer after = moved.data().asFloatBuffer();
    int changed = 0;
    for (int i = 0; i < 300; i++) {
      assertThat(Math.abs(after.get(i) - before.get(i)))
          .isLessThanOrEqualTo(Math.ulp(before.get(i)));
      changed += after.get(i) == before.get(i) ? 0 : 1;
    }
    assertThat(changed).isBetween(100, 299);
    for (int i = 300; i < 400; i++) {
      assertThat(Float.compare(after.get(i), before.get(i))).isZero();
    }
  }

  @Test
  void leavesOtherTypesAsTheyAre() {
    WireTensor tensor = WireTensor.zeros(OnnxTypes.INT64, 4);
    assertThat(new LastBits(1).carry(TRANSFER, tensor)).isSameAs(tensor);
  }
}
