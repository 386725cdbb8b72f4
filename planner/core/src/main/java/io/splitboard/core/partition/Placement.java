package io.splitboard.core.partition;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which device computes which part of one layer. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Placement.Whole.class, name = "whole"),
  @JsonSubTypes.Type(value = Placement.Rows.class, name = "rows"),
  @JsonSubTypes.Type(value = Placement.Columns.class, name = "columns"),
  @JsonSubTypes.Type(value = Placement.Channels.class, name = "channels"),
  @JsonSubTypes.Type(value = Placement.InputChannels.class, name = "inputChannels")
})
public sealed interface Placement {

  /** The layer runs on one device. */
  record Whole(String device) implements Placement {}

  /** The layer is shared out over devices. */
  sealed interface Split extends Placement {
    /** Who takes which part. */
    List<Share> shares();

    /** How the layer is split. */
    SplitKind kind();
  }

  /**
   * Each device makes some rows of the layer's output. Shares may overlap: rows in several shares
   * are computed on each of these devices, which is how a block of layers is fused.
   */
  record Rows(List<Share> shares) implements Split {
    /** Copies the list. */
    public Rows {
      shares = List.copyOf(shares);
    }

    @Override
    public SplitKind kind() {
      return SplitKind.ROWS;
    }
  }

  /** Each device makes some columns of the layer's output; shares may overlap as for rows. */
  record Columns(List<Share> shares) implements Split {
    /** Copies the list. */
    public Columns {
      shares = List.copyOf(shares);
    }

    @Override
    public SplitKind kind() {
      return SplitKind.COLUMNS;
    }
  }

  /** Each device makes some channels of the layer's output. */
  record Channels(List<Share> shares) implements Split {
    /** Copies the list. */
    public Channels {
      shares = List.copyOf(shares);
    }

    @Override
    public SplitKind kind() {
      return SplitKind.CHANNELS;
    }
  }

  /**
   * Each device reads some channels of the layer's input and makes a summand of the whole output.
   * Shares must not overlap.
   */
  record InputChannels(List<Share> shares) implements Split {
    /** Copies the list. */
    public InputChannels {
      shares = List.copyOf(shares);
    }

    @Override
    public SplitKind kind() {
      return SplitKind.INPUT_CHANNELS;
    }
  }

  /**
   * A device's part of a layer along the split axis.
   *
   * @param device id
   * @param from first index
   * @param to one past the last index; equal to {@code from} for nothing
   */
  record Share(String device, long from, long to) {}

  /** A split placement of this kind. */
  static Placement split(SplitKind kind, List<Share> shares) {
    return switch (kind) {
      case ROWS -> new Rows(shares);
      case COLUMNS -> new Columns(shares);
      case CHANNELS -> new Channels(shares);
      case INPUT_CHANNELS -> new InputChannels(shares);
    };
  }

  /** Ids of the devices that take part, without repetition. */
  default List<String> devices() {
    if (this instanceof Whole whole) {
      return List.of(whole.device());
    }
    Set<String> ids = new LinkedHashSet<>();
    for (Share share : ((Split) this).shares()) {
      if (share.to() > share.from()) {
        ids.add(share.device());
      }
    }
    return List.copyOf(ids);
  }
}
