package io.splitboard.fleet.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.core.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentBundleTest {

  private static final List<String> ENTRIES =
      List.of(
          "a/Main.class",
          "ai/onnxruntime/native/linux-aarch64/libonnxruntime.so",
          "ai/onnxruntime/native/linux-x64/libonnxruntime.so",
          "ai/onnxruntime/native/osx-aarch64/libonnxruntime.dylib",
          "com/sun/jna/Native.class",
          "com/sun/jna/linux-aarch64/libjnidispatch.so",
          "com/sun/jna/linux-arm/libjnidispatch.so",
          "net/jpountz/util/Native.class",
          "net/jpountz/util/linux/aarch64/liblz4-java.so",
          "net/jpountz/util/linux/amd64/liblz4-java.so",
          "net/jpountz/util/windows/amd64/liblz4-java.dll",
          "META-INF/native/libnetty_tcnative_linux_aarch_64.so",
          "META-INF/native/libnetty_tcnative_linux_x86_64.so",
          "META-INF/native/libnetty_transport_native_epoll_aarch_64.so",
          "META-INF/native/libnetty_transport_native_epoll_x86_64.so");

  @TempDir Path folder;

  @Test
  void leavesOutNativeLibrariesOfOtherPlatforms() throws IOException {
    Path bundle = Files.createDirectory(folder.resolve("bundle"));
    writeJar(bundle.resolve("all.jar"), ENTRIES);
    List<StoredFile> files =
        new AgentBundle(bundle, folder.resolve("cache")).files(Platform.LINUX_AARCH64);
    assertThat(entries(files.get(0).source()))
        .containsExactly(
            "a/Main.class",
            "ai/onnxruntime/native/linux-aarch64/libonnxruntime.so",
            "com/sun/jna/Native.class",
            "com/sun/jna/linux-aarch64/libjnidispatch.so",
            "net/jpountz/util/Native.class",
            "net/jpountz/util/linux/aarch64/liblz4-java.so",
            "META-INF/native/libnetty_tcnative_linux_aarch_64.so",
            "META-INF/native/libnetty_transport_native_epoll_aarch_64.so");
  }

  @Test
  void trimsToTheSameBytesEachTime() throws IOException {
    Path bundle = Files.createDirectory(folder.resolve("bundle"));
    writeJar(bundle.resolve("all.jar"), ENTRIES);
    List<StoredFile> first =
        new AgentBundle(bundle, folder.resolve("one")).files(Platform.LINUX_X64);
    List<StoredFile> second =
        new AgentBundle(bundle, folder.resolve("two")).files(Platform.LINUX_X64);
    assertThat(first.get(0).sha256()).isEqualTo(second.get(0).sha256());
    assertThat(first.get(0).target()).isEqualTo("agent/" + first.get(0).sha256() + ".jar");
  }

  @Test
  void leavesJarsWithoutNativesAsTheyAre() throws IOException {
    Path bundle = Files.createDirectory(folder.resolve("bundle"));
    Path jar = writeJar(bundle.resolve("plain.jar"), List.of("a/Main.class"));
    assertThat(new AgentBundle(bundle, folder.resolve("cache")).files(Platform.LINUX_X64))
        .singleElement()
        .extracting(StoredFile::source)
        .isEqualTo(jar);
  }

  @Test
  void saysThatThereIsNoBundle() {
    AgentBundle bundle = new AgentBundle(folder.resolve("missing"), folder.resolve("cache"));
    assertThatThrownBy(() -> bundle.files(Platform.LINUX_X64))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("./mvnw package");
  }

  private static Path writeJar(Path file, List<String> names) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String name : names) {
        out.putNextEntry(new ZipEntry(name));
        out.write(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    return file;
  }

  private static List<String> entries(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.stream().map(ZipEntry::getName).toList();
    }
  }
}
