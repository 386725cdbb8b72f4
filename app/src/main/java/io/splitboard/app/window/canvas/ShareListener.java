package io.splitboard.app.window.canvas;

import io.splitboard.core.partition.CommonSplit;

/** Learns of boundaries between shares being dragged or moved. */
public interface ShareListener {

  /** Nobody listens. */
  ShareListener NONE =
      new ShareListener() {
        @Override
        public void dragged(CommonSplit split) {}

        @Override
        public void changed(CommonSplit split) {}

        @Override
        public void cancelled() {}
      };

  /** A drag would make these shares if it ended here. Told once per change. */
  void dragged(CommonSplit split);

  /** The layers are to be shared out like this. */
  void changed(CommonSplit split);

  /** The drag ended where it began, or was given up. */
  void cancelled();
}
