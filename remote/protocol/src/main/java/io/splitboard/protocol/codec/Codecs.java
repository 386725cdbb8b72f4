package io.splitboard.protocol.codec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The codecs that work on this computer. */
public final class Codecs {

  /** LZ4, which every device has. */
  public static final String LZ4 = "lz4";

  /** Reversible ZFP, where Debian's library is installed. */
  public static final String ZFP = "zfp";

  /** Half precision on the wire, which is lossy; every device has it. */
  public static final String FLOAT16 = "float16";

  private static final Map<String, Codec> HERE = find();

  private Codecs() {}

  private static Map<String, Codec> find() {
    Map<String, Codec> found = new LinkedHashMap<>();
    found.put(LZ4, new Lz4Codec());
    found.put(FLOAT16, new Float16Codec());
    ZfpLibrary.load().ifPresent(library -> found.put(ZFP, new ZfpCodec(library)));
    return found;
  }

  /** Names of those that work here. */
  public static List<String> here() {
    return List.copyOf(HERE.keySet());
  }

  /** The codec of this name, if it works here. */
  public static Optional<Codec> named(String name) {
    return Optional.ofNullable(HERE.get(name));
  }

  /** What a device lacks that cannot use a codec, and what to do, for the end of a sentence. */
  public static String remedy(String name) {
    return name.equals(ZFP)
        ? "it has no ZFP library (on Debian: sudo apt install libzfp1)"
        : "its agent does not know " + name;
  }
}
