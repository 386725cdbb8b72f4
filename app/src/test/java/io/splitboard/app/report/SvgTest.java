package io.splitboard.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SvgTest {

  @Test
  void whatUsersNameCannotBecomeMarkup() {
    String picture =
        new Svg(10, 10, "<b>&")
            .text(1, 1, "start", "small", "a'<script>")
            .rectangle(0, 0, 1, 1, 0, "", "\"quoted\"")
            .element();
    assertThat(picture)
        .contains("&lt;b&gt;&amp;", "a&#39;&lt;script&gt;", "&quot;quoted&quot;")
        .doesNotContain("<script>", "<b>");
  }

  @Test
  void lengthsAreNeverNegativeAndHaveDecimalPoints() {
    assertThat(new Svg(10, 10, "").rectangle(0, 0, -3, 1.5, 0, "", "").element())
        .contains("width='0.00' height='1.50'");
  }
}
