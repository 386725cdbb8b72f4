package io.splitboard.lab.local;

import io.splitboard.core.program.Transfer;
import io.splitboard.protocol.wire.WireTensor;

/** How fragments get from device to device in a local run. */
@FunctionalInterface
public interface Carrier {

  /** As they are. */
  Carrier EXACT = (transfer, tensor) -> tensor;

  /** What arrives of a fragment that is sent. */
  WireTensor carry(Transfer transfer, WireTensor tensor);
}
