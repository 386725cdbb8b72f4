package io.splitboard.fleet.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.core.codec.Codec;
import io.splitboard.core.program.Fragment;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Region;
import io.splitboard.core.program.Transfer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CodecAgreementTest {

  private static final CodecAgreement AGREEMENT =
      new CodecAgreement(Map.of("a", List.of("lz4", "zfp"), "b", List.of("lz4")));

  @Test
  void packsOnlyWithWhatBothEndsHave() {
    assertThat(AGREEMENT.of(transfer(Codec.LZ4))).isEqualTo(Codec.LZ4);
    assertThat(AGREEMENT.of(transfer(Codec.ZFP))).isEqualTo(Codec.NONE);
    assertThat(AGREEMENT.of(transfer(Codec.NONE))).isEqualTo(Codec.NONE);
  }

  @Test
  void saysOnceWhatADeviceLacks() {
    Transfer zfp = transfer(Codec.ZFP);
    Program program = new Program("a", List.of(), List.of(zfp, zfp), List.of(), List.of());
    assertThat(AGREEMENT.lacking(program))
        .singleElement()
        .asString()
        .startsWith("b cannot pack with zfp")
        .contains("apt install libzfp1");
  }

  private static Transfer transfer(Codec codec) {
    return new Transfer("t", new Fragment("x", Region.ALL, 8), "a", "b", codec, 0);
  }
}
