package io.splitboard.core.partition;

/** How a layer is shared out over devices. */
public enum SplitKind {
  /** By rows of its output. */
  ROWS("rows"),
  /** By columns of its output. */
  COLUMNS("columns"),
  /** By channels of its output. */
  CHANNELS("channels"),
  /** By channels of its input: the devices' results are added up. */
  INPUT_CHANNELS("input channels");

  private final String words;

  SplitKind(String words) {
    this.words = words;
  }

  /** Whether channels are shared out, those of the output or of the input. */
  public boolean isChannels() {
    return this == CHANNELS || this == INPUT_CHANNELS;
  }

  /** As people say it: {@code rows}. */
  public String words() {
    return words;
  }
}
