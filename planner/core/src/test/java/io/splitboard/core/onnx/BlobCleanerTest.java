package io.splitboard.core.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobCleanerTest {

  private static final Instant NOW = Instant.parse("2026-05-04T12:00:00Z");

  @TempDir Path folder;

  @Test
  void removesSubModelsAfterADayAndWeightsAfterAMonth() throws IOException {
    Path oldModel = file("old.onnx", 1, Duration.ofHours(25));
    Path newModel = file("new.onnx", 1, Duration.ofHours(23));
    Path oldBlob = file("blobs/old", 10, Duration.ofDays(31));
    Path newBlob = file("blobs/new", 10, Duration.ofDays(29));
    Path other = file("logs/old.log", 10, Duration.ofDays(100));
    assertThat(new BlobCleaner(BlobStore.at(folder), 1000).clean(NOW)).isEqualTo(2);
    assertThat(oldModel).doesNotExist();
    assertThat(newModel).exists();
    assertThat(oldBlob).doesNotExist();
    assertThat(newBlob).exists();
    assertThat(other).exists();
  }

  @Test
  void removesTheOldestWeightsUntilTheRestIsSmallEnough() throws IOException {
    Path oldest = file("blobs/a", 40, Duration.ofDays(9));
    Path older = file("blobs/b", 40, Duration.ofDays(8));
    Path old = file("blobs/c", 40, Duration.ofDays(7));
    Path ofToday = file("blobs/d", 40, Duration.ofHours(2));
    assertThat(new BlobCleaner(BlobStore.at(folder), 90).clean(NOW)).isEqualTo(2);
    assertThat(oldest).doesNotExist();
    assertThat(older).doesNotExist();
    assertThat(old).exists();
    assertThat(ofToday).exists();
  }

  @Test
  void keepsWhatIsInUseToday() throws IOException {
    Path first = file("blobs/a", 400, Duration.ofHours(3));
    assertThat(new BlobCleaner(BlobStore.at(folder), 90).clean(NOW)).isZero();
    assertThat(first).exists();
    assertThat(new BlobCleaner(BlobStore.at(folder.resolve("none")), 90).clean(NOW)).isZero();
  }

  @Test
  void useMakesABlobYoung() throws IOException {
    BlobStore store = BlobStore.at(folder);
    ByteBuffer bytes = ByteBuffer.wrap(new byte[] {1, 2, 3});
    Path blob = store.path(store.put(bytes));
    Files.setLastModifiedTime(blob, FileTime.from(Instant.EPOCH));
    store.put(bytes);
    assertThat(Files.getLastModifiedTime(blob).toInstant()).isAfter(NOW.minus(Duration.ofDays(1)));
  }

  @Test
  void aScratchStoreLinksToWhatItsLenderHas() throws IOException {
    BlobStore store = BlobStore.at(folder.resolve("own"));
    ByteBuffer bytes = ByteBuffer.wrap(new byte[] {1, 2, 3});
    String hash = store.put(bytes);
    BlobStore scratch = store.scratch(folder.resolve("scratch"));
    assertThat(scratch.put(bytes)).isEqualTo(hash);
    assertThat(Files.isSameFile(scratch.path(hash), store.path(hash))).isTrue();
    String other = scratch.put(ByteBuffer.wrap(new byte[] {4}));
    assertThat(scratch.path(other)).exists();
    assertThat(store.path(other)).doesNotExist();
  }

  private Path file(String name, int bytes, Duration age) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[bytes]);
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
    return file;
  }
}
