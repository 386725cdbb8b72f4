package io.splitboard.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {

  @TempDir Path cache;

  @Test
  void foldersThatKilledProcessesLeftAreRemovedButLinkedFilesStay() throws IOException {
    Path kept = Files.writeString(cache.resolve("blob"), "weights");
    Path old = Files.createDirectories(cache.resolve(Scratch.PREFIX + "old/blobs"));
    Files.createLink(old.resolve("blob"), kept);
    Files.setLastModifiedTime(old.getParent(), FileTime.from(Instant.EPOCH));
    Path young = Files.createDirectories(cache.resolve(Scratch.PREFIX + "young"));
    CacheCare.removeLeft(cache, Instant.now().minusSeconds(60));
    assertThat(old.getParent()).doesNotExist();
    assertThat(young).exists();
    assertThat(kept).hasContent("weights");
  }
}
