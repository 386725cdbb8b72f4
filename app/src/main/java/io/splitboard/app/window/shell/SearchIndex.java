package io.splitboard.app.window.shell;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds entries by words: all must occur; titles before details, beginnings before middles. */
public final class SearchIndex {
  /** More are not shown; the query should then say more. */
  static final int LIMIT = 50;

  private SearchIndex() {}

  private record Scored(SearchEntry entry, int score) {}

  /** The best matches, best first. An empty query matches everything in its own order. */
  public static List<SearchEntry> find(List<SearchEntry> entries, String query) {
    List<String> words =
        List.of(query.toLowerCase(Locale.ROOT).strip().split("\\s+")).stream()
            .filter(word -> !word.isEmpty())
            .toList();
    return entries.stream()
        .map(entry -> new Scored(entry, score(entry, words)))
        .filter(scored -> scored.score() >= 0)
        .sorted(Comparator.comparingInt(Scored::score))
        .limit(LIMIT)
        .map(Scored::entry)
        .toList();
  }

  private static int score(SearchEntry entry, List<String> words) {
    String title = entry.title().toLowerCase(Locale.ROOT);
    String all = title + " " + (entry.kind() + " " + entry.detail()).toLowerCase(Locale.ROOT);
    int sum = 0;
    for (String word : words) {
      if (!all.contains(word)) {
        return -1;
      }
      sum += title.startsWith(word) ? 0 : title.contains(word) ? 1 : 3;
    }
    return sum;
  }
}
