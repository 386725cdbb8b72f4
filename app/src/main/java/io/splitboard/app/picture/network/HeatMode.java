package io.splitboard.app.picture.network;

/** What the bands under layers and blocks show. */
public enum HeatMode {
  /** Which device computes them. */
  DEVICE("Colour: device"),
  /** Time, measured where it is, else predicted. */
  LATENCY("Heat: latency"),
  /** Size of what they make. */
  BYTES("Heat: output bytes"),
  /** Multiply-accumulates. */
  MACS("Heat: MACs");

  private final String title;

  HeatMode(String title) {
    this.title = title;
  }

  /** As a menu shows it. */
  public String title() {
    return title;
  }
}
