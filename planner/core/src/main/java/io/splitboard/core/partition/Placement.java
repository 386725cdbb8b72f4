package io.splitboard.core.partition;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** Which device computes which part of one layer. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Placement.Whole.class, name = "whole"),
  @JsonSubTypes.Type(value = Placement.Rows.class, name = "rows"),
  @JsonSubTypes.Type(value = Placement.Channels.class, name = "channels")
})
public sealed interface Placement {

  /** The layer runs on one device. */
  record Whole(String device) implements Placement {}

  /** Each device makes some rows (axis H) of the layer's output. */
  record Rows(List<Share> shares) implements Placement {
    /** Copies the list. */
    public Rows {
      shares = List.copyOf(shares);
    }
  }

  /** Each device makes some channels (axis C) of the layer's output. */
  record Channels(List<Share> shares) implements Placement {
    /** Copies the list. */
    public Channels {
      shares = List.copyOf(shares);
    }
  }

  /**
   * A device's part of a layer's output along the split axis.
   *
   * @param device id
   * @param from first index
   * @param to one past the last index; equal to {@code from} for nothing
   */
  record Share(String device, long from, long to) {}

  /** Ids of the devices that take part, without repetition. */
  default List<String> devices() {
    if (this instanceof Whole whole) {
      return List.of(whole.device());
    }
    List<Share> shares = this instanceof Rows rows ? rows.shares() : ((Channels) this).shares();
    return shares.stream()
        .filter(share -> share.to() > share.from())
        .map(Share::device)
        .distinct()
        .toList();
  }
}
