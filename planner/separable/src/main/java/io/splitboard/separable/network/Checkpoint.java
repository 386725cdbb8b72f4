package io.splitboard.separable.network;

import io.splitboard.core.UserException;
import io.splitboard.core.project.AtomicFiles;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Where a training stands: enough to go on as if it had never stopped.
 *
 * @param purpose what is trained and how, so that a file is never continued as something else
 * @param step number of batches done
 * @param parameters current values
 * @param firstMoment the optimizer's running mean of each gradient
 * @param secondMoment the optimizer's running mean of each squared gradient
 */
public record Checkpoint(
    String purpose,
    long step,
    Parameters parameters,
    Parameters firstMoment,
    Parameters secondMoment) {

  private static final int MAGIC = 0x53425350;
  private static final int CHECKSUM_BYTES = Long.BYTES;

  /** The start of a training. */
  public static Checkpoint start(String purpose, Parameters parameters) {
    return new Checkpoint(purpose, 0, parameters, parameters.zeros(), parameters.zeros());
  }

  /**
   * Writes it; a crash leaves either the old file or the new.
   *
   * @throws UserException if the file cannot be written
   */
  public void write(Path file) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      byte[] text = purpose.getBytes(StandardCharsets.UTF_8);
      out.writeInt(text.length);
      out.write(text);
      out.writeLong(step);
      for (Parameters values : new Parameters[] {parameters, firstMoment, secondMoment}) {
        for (Array array : values.arrays().values()) {
          ByteBuffer buffer = ByteBuffer.allocate(array.values().length * Float.BYTES);
          buffer.asFloatBuffer().put(array.values());
          out.write(buffer.array());
        }
      }
      out.writeLong(checksum(ByteBuffer.wrap(bytes.toByteArray())));
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    }
    AtomicFiles.write(file, bytes.toByteArray());
  }

  /**
   * Reads one that was written for the same purpose.
   *
   * @param file to read
   * @param purpose that the file must have
   * @param like gives names and shapes
   * @throws UserException if the file is damaged or belongs to another training
   */
  public static Checkpoint read(Path file, String purpose, Parameters like) {
    ByteBuffer bytes = ByteBuffer.wrap(bytes(file));
    byte[] expected = purpose.getBytes(StandardCharsets.UTF_8);
    long values = like.arrays().values().stream().mapToLong(array -> array.values().length).sum();
    long size = 2L * Integer.BYTES + expected.length + Long.BYTES + 3 * values * Float.BYTES;
    if (bytes.remaining() != size + CHECKSUM_BYTES) {
      throw unfit(file);
    }
    ByteBuffer content = bytes.slice(0, (int) size);
    if (checksum(content.duplicate()) != bytes.getLong((int) size) || content.getInt() != MAGIC) {
      throw unfit(file);
    }
    byte[] actual = new byte[Math.min(content.getInt(), content.remaining())];
    content.get(actual);
    if (!java.util.Arrays.equals(actual, expected)) {
      throw unfit(file);
    }
    long step = content.getLong();
    return new Checkpoint(
        purpose, step, values(content, like), values(content, like), values(content, like));
  }

  private static Parameters values(ByteBuffer content, Parameters like) {
    Map<String, Array> arrays = new LinkedHashMap<>();
    like.arrays()
        .forEach(
            (name, array) -> {
              float[] values = new float[array.values().length];
              content.asFloatBuffer().get(values);
              content.position(content.position() + values.length * Float.BYTES);
              arrays.put(name, new Array(array.shape(), values));
            });
    return new Parameters(arrays);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UserException("Cannot read the checkpoint " + file + "; check its rights.", e);
    }
  }

  private static long checksum(ByteBuffer content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    return crc.getValue();
  }

  private static UserException unfit(Path file) {
    return new UserException(
        "The checkpoint "
            + file
            + " is damaged or belongs to another training; delete it to start this one anew.");
  }
}
