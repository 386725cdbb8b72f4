package io.splitboard.lab;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpFileSystemAccessor;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;

/**
 * What file transfers of a virtual device may touch: its home, under the same real paths that its
 * shell sees, and nothing else. Optionally no more than a number of bytes.
 */
final class HomeJail implements SftpFileSystemAccessor {

  private final Path home;
  private final OptionalLong quotaBytes;

  /**
   * Makes a jail.
   *
   * @param home real path
   * @param quotaBytes how much all files in it may take together
   */
  HomeJail(Path home, OptionalLong quotaBytes) {
    this.home = home;
    this.quotaBytes = quotaBytes;
  }

  @Override
  public Path resolveLocalFilePath(SftpSubsystemProxy subsystem, Path root, String remotePath)
      throws IOException {
    Path path = home.resolve(remotePath).normalize();
    if (!realPathOfExistingPart(path).startsWith(home)) {
      throw new AccessDeniedException(remotePath, null, "outside of the device's home");
    }
    return path;
  }

  @Override
  public void createLink(SftpSubsystemProxy subsystem, Path link, Path existing, boolean symLink)
      throws IOException {
    Path target = link.resolveSibling(existing).normalize();
    if (!realPathOfExistingPart(target).startsWith(home)) {
      throw new AccessDeniedException(existing.toString(), null, "outside of the device's home");
    }
    SftpFileSystemAccessor.super.createLink(subsystem, link, existing, symLink);
  }

  @Override
  public SeekableByteChannel openFile(
      SftpSubsystemProxy subsystem,
      FileHandle handle,
      Path file,
      String name,
      Set<? extends OpenOption> options,
      FileAttribute<?>... attributes)
      throws IOException {
    SeekableByteChannel channel =
        SftpFileSystemAccessor.super.openFile(subsystem, handle, file, name, options, attributes);
    return quotaBytes.isEmpty() ? channel : new LimitedChannel(channel);
  }

  /** Bytes of all files in a folder. */
  static long usedBytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static Path realPathOfExistingPart(Path path) throws IOException {
    Path existing = path;
    while (!Files.exists(existing, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      existing = existing.getParent();
    }
    return existing.toRealPath();
  }

  /** Fails like a full disk when the home would hold more than its quota. */
  private final class LimitedChannel implements SeekableByteChannel {

    private final SeekableByteChannel channel;
    private long left;

    LimitedChannel(SeekableByteChannel channel) throws IOException {
      this.channel = channel;
      this.left = quotaBytes.orElseThrow() - usedBytes(home);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      if (source.remaining() > left) {
        throw new IOException("No space left on device");
      }
      int written = channel.write(source);
      left -= written;
      return written;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      return channel.read(target);
    }

    @Override
    public long position() throws IOException {
      return channel.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
      channel.position(position);
      return this;
    }

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
      channel.truncate(size);
      return this;
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
