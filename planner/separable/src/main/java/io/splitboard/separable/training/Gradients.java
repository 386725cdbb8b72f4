package io.splitboard.separable.training;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;

/**
 * Whether operations are recorded for gradients. PyTorch keeps that for each thread, on for every
 * thread but the one that loaded it, and DJL's own collector allows one training in a process. With
 * this, trainings run on any thread and several at a time.
 */
final class Gradients {

  private Gradients() {}

  /** Does something whose operations are not recorded. */
  static <T> T unrecorded(Supplier<T> work) {
    return inMode(false, work);
  }

  /**
   * Computes a loss and adds its gradients to those of the parameters it depends on.
   *
   * @param loss computes one number
   * @return the loss
   */
  static NDArray backward(Supplier<NDArray> loss) {
    return inMode(
        true,
        () -> {
          NDArray value = loss.get();
          NDArray one = value.getManager().ones(value.getShape(), value.getDataType());
          JniUtils.backward((PtNDArray) value, (PtNDArray) one, false, false);
          return value;
        });
  }

  private static <T> T inMode(boolean recorded, Supplier<T> work) {
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(recorded);
    try {
      return work.get();
    } finally {
      JniUtils.setGradMode(before);
    }
  }
}
