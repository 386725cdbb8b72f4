package io.splitboard.app.window.canvas;

import java.util.Optional;
import java.util.Set;

/** Learns of layers being dragged to, or otherwise placed on, a device. */
public interface PlacementListener {

  /** Nobody listens. */
  PlacementListener NONE =
      new PlacementListener() {
        @Override
        public void dragOver(Set<String> layers, Optional<String> device) {}

        @Override
        public void drop(Set<String> layers, String device) {}

        @Override
        public void cancelled() {}
      };

  /**
   * The pointer moved to a device, or away from all, while it drags layers. Told once per change,
   * so that predictions can be made for it.
   */
  void dragOver(Set<String> layers, Optional<String> device);

  /** The layers are to be placed on the device. */
  void drop(Set<String> layers, String device);

  /** The drag ended without a drop. */
  void cancelled();
}
