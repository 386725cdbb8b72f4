package io.splitboard.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Messages over a Unix socket, one a line. Sending is safe for several threads. */
final class HolderChannel implements Closeable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SocketChannel socket;
  private final BufferedReader lines;

  HolderChannel(SocketChannel socket) {
    this.socket = socket;
    this.lines = new BufferedReader(Channels.newReader(socket, StandardCharsets.UTF_8));
  }

  synchronized void send(HolderMessage message) throws IOException {
    byte[] line = (JSON.writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.wrap(line);
    while (bytes.hasRemaining()) {
      socket.write(bytes);
    }
  }

  /** The next message; empty when the other side has closed. */
  Optional<HolderMessage> receive() throws IOException {
    String line = lines.readLine();
    return line == null ? Optional.empty() : Optional.of(JSON.readValue(line, HolderMessage.class));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
