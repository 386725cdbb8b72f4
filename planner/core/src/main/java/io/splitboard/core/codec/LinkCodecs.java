package io.splitboard.core.codec;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How tensors are packed on each link of a design.
 *
 * @param others on links that have no codec of their own
 * @param links by {@code a→b}
 */
public record LinkCodecs(Codec others, Map<String, Codec> links) {

  /** Everything travels as it is. */
  public static final LinkCodecs NONE = all(Codec.NONE);

  /** Copies the map. */
  public LinkCodecs {
    links = Collections.unmodifiableMap(new TreeMap<>(links));
  }

  /** One codec for all links. */
  public static LinkCodecs all(Codec codec) {
    return new LinkCodecs(codec, Map.of());
  }

  /** The codec of a link. */
  public Codec of(String from, String to) {
    return links.isEmpty() ? others : links.getOrDefault(key(from, to), others);
  }

  /** The same with another codec for one link. */
  public LinkCodecs with(String from, String to, Codec codec) {
    Map<String, Codec> changed = new TreeMap<>(links);
    if (codec == others) {
      changed.remove(key(from, to));
    } else {
      changed.put(key(from, to), codec);
    }
    return new LinkCodecs(others, changed);
  }

  /** Whether everything travels as it is. */
  public boolean packNothing() {
    return others == Codec.NONE && links.values().stream().allMatch(codec -> codec == Codec.NONE);
  }

  private static String key(String from, String to) {
    return from + "→" + to;
  }
}
