package io.splitboard.solver.preload;

/**
 * Power of a mobile device's radio, which grows with the rate: {@code P = α·rate + β}. Values as
 * published with the authors' follow-up code, in mW and Mbit/s.
 */
public enum Radio {
  /** 3G, 2.0275 Mbit/s down and 1.1 up. */
  THREE_G(868.98, 122.12, 817.88, 2.0275, 1.1),
  /** 4G, 13.76 Mbit/s down and 5.85 up. */
  FOUR_G(438.39, 51.97, 1288.04, 13.76, 5.85),
  /** Wi-Fi, 54.97 Mbit/s down and 18.88 up. */
  WIFI(283.17, 137.01, 132.86, 54.97, 18.88);

  private final double uploadMilliwattPerMbit;
  private final double downloadMilliwattPerMbit;
  private final double baseMilliwatt;
  private final double downMbitPerSecond;
  private final double upMbitPerSecond;

  Radio(
      double uploadMilliwattPerMbit,
      double downloadMilliwattPerMbit,
      double baseMilliwatt,
      double downMbitPerSecond,
      double upMbitPerSecond) {
    this.uploadMilliwattPerMbit = uploadMilliwattPerMbit;
    this.downloadMilliwattPerMbit = downloadMilliwattPerMbit;
    this.baseMilliwatt = baseMilliwatt;
    this.downMbitPerSecond = downMbitPerSecond;
    this.upMbitPerSecond = upMbitPerSecond;
  }

  /** The rate to the device that the values were published with, Mbit/s. */
  public double downMbitPerSecond() {
    return downMbitPerSecond;
  }

  /** The rate from the device that the values were published with, Mbit/s. */
  public double upMbitPerSecond() {
    return upMbitPerSecond;
  }

  /** Power while the device sends at a rate, W. */
  public double sendingWatt(double mbitPerSecond) {
    return (uploadMilliwattPerMbit * mbitPerSecond + baseMilliwatt) / 1e3;
  }

  /** Power while the device receives at a rate, W. */
  public double receivingWatt(double mbitPerSecond) {
    return (downloadMilliwattPerMbit * mbitPerSecond + baseMilliwatt) / 1e3;
  }
}
