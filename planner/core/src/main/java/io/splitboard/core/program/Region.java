package io.splitboard.core.program;

/** Which part of a tensor a fragment holds. */
public sealed interface Region {

  /** All of it. */
  record All() implements Region {}

  /** Rows {@code [from, to)} of the H axis (axis 2 of NCHW). */
  record Rows(long from, long to) implements Region {}

  /** Channels {@code [from, to)} of the C axis (axis 1 of NCHW). */
  record Channels(long from, long to) implements Region {}

  /** One of {@code of} summands, all of the tensor's shape. */
  record PartialSum(int index, int of) implements Region {}

  /** The whole tensor. */
  Region ALL = new All();
}
