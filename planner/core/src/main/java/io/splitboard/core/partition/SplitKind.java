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

  /** As people say it: {@code rows}. */
  public String words() {
    return words;
  }
}
