package io.splitboard.fleet.ssh;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.UserInfo;
import io.splitboard.core.UserException;
import io.splitboard.fleet.Prompts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of hosts that the user trusts, in an OpenSSH known-hosts file. A host that is not in it
 * is shown to the user once; a host that is in it with another key is refused, always.
 */
final class TrustedHosts implements HostKeyRepository {

  private static final Logger log = LoggerFactory.getLogger(TrustedHosts.class);

  /** Several devices may be accepted at once, into one file. */
  private static final Object APPENDING = new Object();

  private final Path file;
  private final Prompts prompts;
  private final HostKeyRepository known;
  private boolean accepted;

  TrustedHosts(Path file, Prompts prompts) throws JSchException, IOException {
    this.file = file;
    this.prompts = prompts;
    this.known = Files.exists(file) ? read(Files.readAllBytes(file)) : read(new byte[0]);
  }

  @Override
  public int check(String host, byte[] key) {
    int answer = known.check(host, key);
    if (answer != NOT_INCLUDED) {
      return answer;
    }
    if (isKnown(host)) {
      // Known by a key of another type: an impostor could offer any type.
      return CHANGED;
    }
    HostKey offered = hostKey(host, key);
    if (!prompts.acceptHostKey(host, offered.getType(), fingerprint(key))) {
      return NOT_INCLUDED;
    }
    append(host + " " + offered.getType() + " " + offered.getKey());
    known.add(offered, null);
    accepted = true;
    return OK;
  }

  /** Whether the user accepted a host since the last call. */
  boolean takeAccepted() {
    boolean was = accepted;
    accepted = false;
    return was;
  }

  /** The fingerprint of a key as OpenSSH prints it. */
  static String fingerprint(byte[] key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Number of the line, from 1, that names a host. */
  OptionalInt lineOf(String host) {
    try {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        byte[] line = (lines.get(i) + "\n").getBytes(StandardCharsets.UTF_8);
        if (names(read(line), host)) {
          return OptionalInt.of(i + 1);
        }
      }
    } catch (IOException | JSchException e) {
      log.warn("reading {} again", file, e);
    }
    return OptionalInt.empty();
  }

  private boolean isKnown(String host) {
    return names(known, host);
  }

  private static boolean names(HostKeyRepository repository, String host) {
    HostKey[] keys = repository.getHostKey(host, null);
    return keys != null && keys.length > 0;
  }

  private static HostKeyRepository read(byte[] lines) throws JSchException {
    JSch jsch = new JSch();
    InputStream in = new ByteArrayInputStream(lines);
    jsch.setKnownHosts(in);
    return jsch.getHostKeyRepository();
  }

  private static HostKey hostKey(String host, byte[] key) {
    try {
      return new HostKey(host, key);
    } catch (JSchException e) {
      throw new IllegalArgumentException("not a host key", e);
    }
  }

  private void append(String line) {
    synchronized (APPENDING) {
      try {
        if (file.getParent() != null) {
          Files.createDirectories(file.getParent());
        }
        boolean openLine = Files.exists(file) && !endsWithNewline();
        Files.writeString(
            file,
            (openLine ? "\n" : "") + line + "\n",
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UserException(
            "The host key could not be remembered in %s (%s): make the file writable, then try again."
                .formatted(file, e.getMessage()),
            e);
      }
    }
  }

  private boolean endsWithNewline() throws IOException {
    String text = Files.readString(file);
    return text.isEmpty() || text.endsWith("\n");
  }

  @Override
  public void add(HostKey key, UserInfo user) {
    // Keys are added by check, with the user's consent, and by nothing else.
  }

  @Override
  public void remove(String host, String type) {
    throw new UnsupportedOperationException("hosts are removed by the user");
  }

  @Override
  public void remove(String host, String type, byte[] key) {
    throw new UnsupportedOperationException("hosts are removed by the user");
  }

  @Override
  public String getKnownHostsRepositoryID() {
    return file.toString();
  }

  @Override
  public HostKey[] getHostKey() {
    return known.getHostKey();
  }

  @Override
  public HostKey[] getHostKey(String host, String type) {
    return known.getHostKey(host, type);
  }
}
