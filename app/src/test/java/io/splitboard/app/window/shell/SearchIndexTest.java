package io.splitboard.app.window.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kordamp.ikonli.feather.Feather;

class SearchIndexTest {
  private static SearchEntry entry(String kind, String title, String detail) {
    return new SearchEntry(kind, title, detail, Feather.BOX, () -> {});
  }

  private final List<SearchEntry> entries =
      List.of(
          entry("layer", "pool1", "MaxPool · 64×112×112"),
          entry("layer", "conv1_1", "Conv · 64×224×224"),
          entry("device", "pi-a", "pi-4b"),
          entry("Run", "Deploy", ""));

  private List<String> find(String query) {
    return SearchIndex.find(entries, query).stream().map(SearchEntry::title).toList();
  }

  @Test
  void findsByNameKindShapeAndOperator() {
    assertThat(find("conv1")).containsExactly("conv1_1");
    assertThat(find("224")).containsExactly("conv1_1");
    assertThat(find("maxpool")).containsExactly("pool1");
    assertThat(find("device")).containsExactly("pi-a");
  }

  @Test
  void allWordsMustOccur() {
    assertThat(find("layer 64 112")).containsExactly("pool1");
    assertThat(find("layer deploy")).isEmpty();
  }

  @Test
  void titlesComeBeforeDetails() {
    assertThat(find("p")).startsWith("pool1", "pi-a").contains("Deploy");
  }

  @Test
  void anEmptyQueryListsEverythingInItsOrder() {
    assertThat(find(" ")).containsExactly("pool1", "conv1_1", "pi-a", "Deploy");
  }

  @Test
  void longListsAreCut() {
    List<SearchEntry> many =
        IntStream.range(0, 500).mapToObj(number -> entry("layer", "l" + number, "")).toList();
    assertThat(SearchIndex.find(many, "l")).hasSize(SearchIndex.LIMIT);
  }
}
