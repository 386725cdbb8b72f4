package io.splitboard.fleet.ssh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Passes connections on to a port of this computer, and can cut them. */
final class Relay implements AutoCloseable {

  private final ServerSocket server;
  private final int target;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  private Relay(ServerSocket server, int target) {
    this.server = server;
    this.target = target;
  }

  static Relay to(int port) throws IOException {
    Relay relay = new Relay(new ServerSocket(0, 8, InetAddress.getLoopbackAddress()), port);
    background(relay::accept);
    return relay;
  }

  int port() {
    return server.getLocalPort();
  }

  /** Cuts all connections that there are; new ones are passed on. */
  void hangUp() {
    sockets.forEach(Relay::close);
    sockets.clear();
  }

  private void accept() throws IOException {
    while (true) {
      Socket near = server.accept();
      Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.addAll(List.of(near, far));
      background(() -> near.getInputStream().transferTo(far.getOutputStream()));
      background(() -> far.getInputStream().transferTo(near.getOutputStream()));
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    hangUp();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Until an end is closed, here or there. */
  private static void background(Copying copying) {
    Thread thread =
        new Thread(
            () -> {
              try {
                copying.run();
              } catch (IOException closed) {
                Thread.currentThread().interrupt();
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private interface Copying {
    void run() throws IOException;
  }
}
