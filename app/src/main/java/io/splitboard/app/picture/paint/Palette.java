package io.splitboard.app.picture.paint;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The two themes and their colours by role. Meaning never hangs on a colour alone: every device
 * colour stands beside the device's name, every state colour beside a word or a sign.
 */
public enum Palette {
  /** Light writing on near-black. */
  DARK(
      new int[] {0x0d1117, 0x161b22, 0x1c2128, 0x30363d, 0xe6edf3, 0x8b949e},
      new int[] {0x1f6feb, 0x79c0ff, 0x6e7681, 0x3fb950, 0xd29922, 0xf85149},
      new int[] {
        0x4c9be8, 0xe5a54b, 0x57b894, 0xd58ac0, 0xf2e06a, 0x7350d6, 0xd9694f, 0x9fd8f0, 0xa9b665,
        0x9aa3ad
      },
      new int[] {0x2b3a67, 0x35608d, 0x2f8a8b, 0x5dbb63, 0xc8d93f, 0xfde725}),
  /** Dark writing on near-white. */
  LIGHT(
      new int[] {0xf6f8fa, 0xffffff, 0xffffff, 0xd0d7de, 0x1f2328, 0x59636e},
      new int[] {0x0969da, 0x0b5cad, 0x818b98, 0x1a7f37, 0x8a5a00, 0xcf222e},
      new int[] {
        0x2f7fd1, 0xd98a1c, 0x219a74, 0xbf5fa5, 0x6e5200, 0x43309f, 0xb8432a, 0x5fb3d9, 0x77873a,
        0x6e7781
      },
      new int[] {0xdbe9c8, 0xa7d5a0, 0x5fb39a, 0x338a8d, 0x35608d, 0x2b2a6b});

  private final List<Colour> surfaces;
  private final List<Colour> signals;
  private final List<Colour> devices;
  private final List<Colour> heat;

  Palette(int[] surfaces, int[] signals, int[] devices, int[] heat) {
    this.surfaces = colours(surfaces);
    this.signals = colours(signals);
    this.devices = colours(devices);
    this.heat = colours(heat);
  }

  private static List<Colour> colours(int[] hex) {
    return Arrays.stream(hex).mapToObj(Colour::rgb).toList();
  }

  /** Behind the pictures. */
  public Colour background() {
    return surfaces.get(0);
  }

  /** Behind lists, tabs and charts. */
  public Colour panel() {
    return surfaces.get(1);
  }

  /** Layers, cards and buttons. */
  public Colour box() {
    return surfaces.get(2);
  }

  /** Thin lines around boxes and panels. */
  public Colour border() {
    return surfaces.get(3);
  }

  /** Writing that is to be read first. */
  public Colour text() {
    return surfaces.get(4);
  }

  /** Writing that is to be read second. */
  public Colour muted() {
    return surfaces.get(5);
  }

  /** Selection, focus and the main action. */
  public Colour accent() {
    return signals.get(0);
  }

  /** Transfers: their captions and bars. */
  public Colour link() {
    return signals.get(1);
  }

  /** Arrows between layers. */
  public Colour edge() {
    return signals.get(2);
  }

  /** All is well. */
  public Colour good() {
    return signals.get(3);
  }

  /** Worth a look. */
  public Colour warning() {
    return signals.get(4);
  }

  /** Something is wrong. */
  public Colour bad() {
    return signals.get(5);
  }

  /**
   * Colour of the device at a position of the cluster. After ten devices the colours come again,
   * half-way to the background.
   */
  public Colour device(int index) {
    Colour colour = devices.get(index % devices.size());
    return index < devices.size() ? colour : colour.mix(background(), 0.45);
  }

  /** Colours of devices by id, in the order of the cluster. */
  public Map<String, Colour> deviceColours(List<String> ids) {
    Map<String, Colour> colours = new LinkedHashMap<>();
    for (String id : ids) {
      colours.put(id, device(colours.size()));
    }
    return Collections.unmodifiableMap(colours);
  }

  /**
   * Colour of a heat scale whose lightness rises steadily, so that it reads in grey as well.
   *
   * @param share 0 (least) to 1 (most)
   */
  public Colour heat(double share) {
    double place = Math.max(0, Math.min(1, share)) * (heat.size() - 1);
    int step = Math.min((int) place, heat.size() - 2);
    return heat.get(step).mix(heat.get(step + 1), place - step);
  }
}
