package io.splitboard.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.splitboard.core.UserException;
import io.splitboard.core.network.ElementType;
import io.splitboard.core.network.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TensorFilesTest {

  @TempDir Path folder;

  private static TensorData data(ElementType type, Shape shape) {
    byte[] bytes = new byte[(int) shape.elements() * type.bytes()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 37);
    }
    return new TensorData(type, shape, ByteBuffer.wrap(bytes));
  }

  @ParameterizedTest
  @EnumSource(
      value = ElementType.class,
      names = {"STRING", "OPAQUE", "BFLOAT16"},
      mode = EnumSource.Mode.EXCLUDE)
  void npyRoundTrip(ElementType type) {
    Path file = folder.resolve("a.npy");
    for (Shape shape : new Shape[] {Shape.of(), Shape.of(5), Shape.of(2, 3), Shape.of(0, 4)}) {
      TensorData data = data(type, shape);
      TensorFiles.writeNpy(file, data);
      assertThat(TensorFiles.readNpy(file)).isEqualTo(data);
    }
  }

  @Test
  void npyHeaderIsAlignedAsTheFormatAsks() throws IOException {
    Path file = folder.resolve("a.npy");
    TensorFiles.writeNpy(file, data(ElementType.FLOAT32, Shape.of(2, 3)));
    byte[] bytes = Files.readAllBytes(file);
    assertThat((bytes.length - 24) % 64).isZero();
    assertThat(new String(bytes, 10, 60, StandardCharsets.US_ASCII))
        .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{'descr': '<f4', 'fortran_order': True, 'shape': (1,), };Fortran order",
        "{'descr': '|O', 'fortran_order': False, 'shape': (1,), };elements of type O",
        "{'descr': '>f4', 'fortran_order': False, 'shape': (1,), };big-endian",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (9,), };truncated",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999,9999999), };truncated",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999999999999,), };impossible shape",
        "{};no header"
      })
  void badNpyIsRefused(String header, String sentence) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(14 + header.length()).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1);
    bytes.put((byte) 0).putShort((short) header.length());
    bytes.put(header.getBytes(StandardCharsets.US_ASCII));
    Path file = Files.write(folder.resolve("bad.npy"), bytes.array());
    assertThatThrownBy(() -> TensorFiles.readNpy(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void filesThatAreNoTensorsAreRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "not a tensor at all");
    assertThatThrownBy(() -> TensorFiles.readNpy(text)).isInstanceOf(UserException.class);
    assertThatThrownBy(() -> TensorFiles.readPb(text)).isInstanceOf(UserException.class);
    assertThatThrownBy(() -> TensorFiles.readPb(folder.resolve("none")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("check the path");
  }

  @Test
  void pbInRawAndTypedFields() throws IOException {
    byte[] raw = {1, 0, 0, 0, 2, 0, 0, 0};
    TensorProto.Builder tensor = TensorProto.newBuilder().addDims(2).setDataType(6);
    TensorData expected = new TensorData(ElementType.INT32, Shape.of(2), ByteBuffer.wrap(raw));
    assertThat(pb(tensor.clone().setRawData(ByteString.copyFrom(raw)))).isEqualTo(expected);
    assertThat(pb(tensor.clone().addInt32Data(1).addInt32Data(2))).isEqualTo(expected);
    TensorData half = pb(tensor.clone().setDataType(10).addInt32Data(0x3c00).addInt32Data(0xbc00));
    assertThat(half.bytes().getShort(0)).isEqualTo((short) 0x3c00);
    assertThat(half.bytes().getShort(2)).isEqualTo((short) 0xbc00);
    TensorData longs = pb(tensor.clone().setDataType(7).addInt64Data(-1).addInt64Data(5));
    assertThat(longs.bytes().getLong(8)).isEqualTo(5);
    TensorData bools = pb(tensor.clone().setDataType(9).addInt32Data(1).addInt32Data(0));
    assertThat(bools.bytes().get(0)).isEqualTo((byte) 1);
    TensorData wide =
        pb(tensor.clone().setDataType(12).addUint64Data(4_000_000_000L).addUint64Data(1));
    assertThat(new Elements(wide).get(0)).isEqualTo(4e9);
    TensorData doubles = pb(tensor.clone().setDataType(11).addDoubleData(0.5).addDoubleData(1));
    assertThat(doubles.bytes().getDouble(0)).isEqualTo(0.5);
  }

  private TensorData pb(TensorProto.Builder tensor) throws IOException {
    return TensorFiles.readPb(Files.write(folder.resolve("t.pb"), tensor.build().toByteArray()));
  }

  @Test
  void truncatedPbIsRefused() throws IOException {
    byte[] whole =
        TensorProto.newBuilder()
            .addDims(4)
            .setDataType(1)
            .setRawData(ByteString.copyFrom(new byte[16]))
            .build()
            .toByteArray();
    Path file = Files.write(folder.resolve("t.pb"), Arrays.copyOf(whole, whole.length - 5));
    assertThatThrownBy(() -> TensorFiles.readPb(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("truncated");
    assertThatThrownBy(() -> pb(TensorProto.newBuilder().addDims(4).setDataType(1).addFloatData(1)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("size 1 where 4 is needed");
  }
}
