package io.splitboard.app.picture.paint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class PaintTest {

  @Property
  void fittedTextNeverExceedsItsRoom(
      @ForAll @StringLength(max = 60) String text,
      @ForAll @DoubleRange(min = 20, max = 400) double room) {
    TextStyle style = TextStyle.bold(12);
    assertThat(TextWidth.of(TextWidth.fit(text, style, room), style)).isLessThanOrEqualTo(room);
  }

  @Test
  void signsAreAsWideAsTheirFontMakesThem() {
    TextStyle style = TextStyle.of(100);
    assertThat(TextWidth.of("…", style)).isEqualTo(100);
    assertThat(TextWidth.of("→", style)).isEqualTo(84);
  }

  @Test
  void fittedTextKeepsBothEnds() {
    String fitted = TextWidth.fit("resnet_stage3_block2_convolution_1", TextStyle.of(12), 120);
    assertThat(fitted).startsWith("resn").contains("…").endsWith("_1");
  }

  @Test
  void svgIsWellFormedWhateverTheTextsAre() throws Exception {
    SvgPainter painter = new SvgPainter();
    painter.push(2, 3, 4);
    painter.clip(new Bounds(0, 0, 10, 10));
    painter.text("a < b & \"c\" \u0000 ]]>", 1, 2, TextStyle.of(10), Palette.DARK.text());
    painter.pop();
    painter.pop();
    String svg = painter.picture("<script>", 100, 50).document();
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    assertThat(document.getElementsByTagName("text").item(0).getTextContent())
        .startsWith("a < b & \"c\"");
    assertThat(document.getElementsByTagName("script").getLength()).isZero();
  }

  @Property
  void svgWritesNumbersToHundredths(@ForAll @DoubleRange(min = -1e6, max = 1e6) double x) {
    SvgPainter painter = new SvgPainter();
    painter.line(x, 0, 0, 0, Stroke.solid(Palette.DARK.text(), 1));
    String written = painter.picture("", 1, 1).body().replaceAll("(?s).*points=\"([^,]*),.*", "$1");
    assertThat(Double.parseDouble(written))
        .isCloseTo(x, org.assertj.core.data.Offset.offset(0.00501));
  }

  @Test
  void unitsReadAsPeopleWriteThem() {
    assertThat(Units.ms(61.4)).isEqualTo("61 ms");
    assertThat(Units.ms(0.24)).isEqualTo("0.24 ms");
    assertThat(Units.ms(12_300)).isEqualTo("12 s");
    assertThat(Units.bytes(460_000)).isEqualTo("0.46 MB");
    assertThat(Units.bytes(68_000)).isEqualTo("68 kB");
    assertThat(Units.bytes(12)).isEqualTo("12 B");
    assertThat(Units.prefixed(15_470_264_320L, "MAC")).isEqualTo("15 GMAC");
  }
}
