package io.splitboard.core.codec;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How tensors are packed on each link of a design.
 *
 * @param others on links that have no codec of their own
 * @param links by {@code a→b}
 * @param budgets largest error that a lossy codec may make, by {@code a→b}, and {@link #ALL} for
 *     links that have none of their own
 */
public record LinkCodecs(Codec others, Map<String, Codec> links, Map<String, ErrorBudget> budgets) {

  /** Key of what holds for all links that have nothing of their own. */
  public static final String ALL = "all";

  /** Everything travels as it is. */
  public static final LinkCodecs NONE = all(Codec.NONE);

  /**
   * Copies the maps.
   *
   * @param budgets may be null, as in runs from before there were any
   * @throws IllegalArgumentException with a sentence, if a lossy codec has no budget
   */
  public LinkCodecs {
    links = Collections.unmodifiableMap(new TreeMap<>(links));
    budgets = budgets == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(budgets));
    if (!others.isLossless() && !budgets.containsKey(ALL)) {
      throw new IllegalArgumentException(unbounded("Every link", others));
    }
    for (Map.Entry<String, Codec> link : links.entrySet()) {
      boolean bounded = budgets.containsKey(link.getKey()) || budgets.containsKey(ALL);
      if (!link.getValue().isLossless() && !bounded) {
        throw new IllegalArgumentException(unbounded("Link " + link.getKey(), link.getValue()));
      }
    }
  }

  private static String unbounded(String subject, Codec codec) {
    return "%s packs with %s, which is lossy, without saying what error is allowed: give it an error budget."
        .formatted(subject, codec.word());
  }

  /** One codec without loss for all links. */
  public static LinkCodecs all(Codec codec) {
    return new LinkCodecs(codec, Map.of(), Map.of());
  }

  /** One codec for all links, with an error that each of them may make. */
  public static LinkCodecs all(Codec codec, ErrorBudget budget) {
    return new LinkCodecs(codec, Map.of(), Map.of(ALL, budget));
  }

  /** The codec of a link. */
  public Codec of(String from, String to) {
    return links.isEmpty() ? others : links.getOrDefault(key(from, to), others);
  }

  /** What error a link may make; empty where its codec is lossless. */
  public Optional<ErrorBudget> budget(String from, String to) {
    return of(from, to).isLossless()
        ? Optional.empty()
        : Optional.of(budgets.getOrDefault(key(from, to), budgets.get(ALL)));
  }

  /** The same with another codec without loss for one link. */
  public LinkCodecs with(String from, String to, Codec codec) {
    Map<String, ErrorBudget> left = new TreeMap<>(budgets);
    left.remove(key(from, to));
    return new LinkCodecs(others, changed(from, to, codec), left);
  }

  /** The same with another codec for one link and the error that it may make there. */
  public LinkCodecs with(String from, String to, Codec codec, ErrorBudget budget) {
    Map<String, ErrorBudget> more = new TreeMap<>(budgets);
    more.put(key(from, to), budget);
    return new LinkCodecs(others, changed(from, to, codec), more);
  }

  private Map<String, Codec> changed(String from, String to, Codec codec) {
    Map<String, Codec> changed = new TreeMap<>(links);
    if (codec == others) {
      changed.remove(key(from, to));
    } else {
      changed.put(key(from, to), codec);
    }
    return changed;
  }

  /** Whether everything travels as it is. */
  public boolean packNothing() {
    return others == Codec.NONE && links.values().stream().allMatch(codec -> codec == Codec.NONE);
  }

  private static String key(String from, String to) {
    return from + "→" + to;
  }
}
