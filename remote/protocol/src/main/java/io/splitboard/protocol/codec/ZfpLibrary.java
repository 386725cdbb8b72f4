package io.splitboard.protocol.codec;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The functions of the C library zfp that lossless packing needs. */
final class ZfpLibrary {

  private static final int MOST_DIMENSIONS = 4;

  private final NativeLibrary library;

  private ZfpLibrary(NativeLibrary library) {
    this.library = library;
  }

  /** The library, if this computer has it. */
  static Optional<ZfpLibrary> load() {
    try {
      NativeLibrary found = NativeLibrary.getInstance("zfp");
      found.getFunction("zfp_stream_set_reversible");
      return Optional.of(new ZfpLibrary(found));
    } catch (UnsatisfiedLinkError e) {
      return Optional.empty();
    }
  }

  /** What is packed: a pointer to a {@code zfp_field} and one to a {@code zfp_stream}. */
  private record Handles(Pointer field, Pointer stream) {}

  /** Most bytes that packing may write, or unpacking may read, for such a field. */
  long mostBytes(ByteBuffer values, int type, long[] shape) {
    Handles handles = open(values, type, shape);
    try {
      return longCall("zfp_stream_maximum_size", handles.stream, handles.field);
    } finally {
      close(handles);
    }
  }

  /**
   * Packs.
   *
   * @param values direct
   * @param target direct, with room for {@link #mostBytes}
   * @return bytes written; 0 for a failure
   */
  long pack(ByteBuffer values, int type, long[] shape, ByteBuffer target) {
    return move("zfp_compress", values, type, shape, target);
  }

  /**
   * Unpacks.
   *
   * @param values direct, to be filled
   * @param packed direct, with room for {@link #mostBytes}, since that much may be read
   * @return bytes read; 0 for a failure
   */
  long unpack(ByteBuffer values, int type, long[] shape, ByteBuffer packed) {
    return move("zfp_decompress", values, type, shape, packed);
  }

  private long move(String how, ByteBuffer values, int type, long[] shape, ByteBuffer packed) {
    Handles handles = open(values, type, shape);
    Pointer bits =
        pointerCall("stream_open", Native.getDirectBufferPointer(packed), (long) packed.capacity());
    try {
      voidCall("zfp_stream_set_bit_stream", handles.stream, bits);
      voidCall("zfp_stream_rewind", handles.stream);
      return longCall(how, handles.stream, handles.field);
    } finally {
      voidCall("stream_close", bits);
      close(handles);
    }
  }

  private Handles open(ByteBuffer values, int type, long[] shape) {
    Object[] arguments = new Object[2 + shape.length];
    arguments[0] = Native.getDirectBufferPointer(values);
    arguments[1] = type;
    for (int i = 0; i < shape.length; i++) {
      // zfp counts the innermost dimension first.
      arguments[2 + i] = shape[shape.length - 1 - i];
    }
    if (shape.length < 1 || shape.length > MOST_DIMENSIONS) {
      throw new IllegalArgumentException("zfp takes 1 to 4 dimensions, not " + shape.length);
    }
    Pointer field = pointerCall("zfp_field_" + shape.length + "d", arguments);
    Pointer stream = pointerCall("zfp_stream_open", Pointer.NULL);
    voidCall("zfp_stream_set_reversible", stream);
    return new Handles(field, stream);
  }

  private void close(Handles handles) {
    voidCall("zfp_field_free", handles.field);
    voidCall("zfp_stream_close", handles.stream);
  }

  private Pointer pointerCall(String name, Object... arguments) {
    return function(name).invokePointer(arguments);
  }

  private long longCall(String name, Object... arguments) {
    return function(name).invokeLong(arguments);
  }

  private void voidCall(String name, Object... arguments) {
    function(name).invokeVoid(arguments);
  }

  private Function function(String name) {
    return library.getFunction(name);
  }
}
