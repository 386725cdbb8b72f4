package io.splitboard.agent.data;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.splitboard.agent.AgentException;
import io.splitboard.agent.run.ShardRuntime;
import io.splitboard.protocol.Chunk;
import io.splitboard.protocol.Credit;
import io.splitboard.protocol.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/** All links of one shard, in and out. */
public final class PeerNetwork implements AutoCloseable {

  private static final long PAUSE_MS = 15;

  private final ShardRuntime runtime;
  private final String token;
  private final TransferLog transfers;
  private final Ingress ingress;
  private final Packing packing;
  private final ReentrantLock egress = new ReentrantLock(true);
  private final Map<String, PeerLink> links = new ConcurrentHashMap<>();
  private final List<Inbound> inbound = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  /** Makes the network of a shard, without links. */
  public PeerNetwork(ShardRuntime runtime, String token, TransferLog transfers) {
    this.runtime = runtime;
    this.token = token;
    this.transfers = transfers;
    this.packing = new Packing(runtime.shard().getShaping().getSlowdown());
    this.ingress = new Ingress(runtime.shard().getShaping().getSharedPort());
  }

  /**
   * Opens the links to peers. Links that are open already stay.
   *
   * @return one sentence for each peer that cannot be reached
   */
  public List<String> connect(String deployment, List<Peer> peers) throws InterruptedException {
    List<PeerLink> opening = new ArrayList<>();
    for (Peer peer : peers) {
      if (!links.containsKey(peer.getDevice())) {
        PeerLink link = newLink(deployment, peer);
        links.put(peer.getDevice(), link);
        opening.add(link);
      }
    }
    List<String> unreachable = new ArrayList<>();
    for (PeerLink link : opening) {
      try {
        link.open();
        runtime.connect(link.peer(), link);
      } catch (AgentException e) {
        unreachable.add(e.getMessage());
        links.remove(link.peer());
        link.close();
      }
    }
    return unreachable;
  }

  private PeerLink newLink(String deployment, Peer peer) {
    LinkPace pace = LinkPace.of(runtime.shard().getShaping(), peer.getDevice(), egress);
    return new PeerLink(
        peer, runtime.shard().getDevice(), deployment, token, pace, packing, this::lost);
  }

  private void lost(String sentence) {
    if (!closed) {
      runtime.lost(sentence);
    }
  }

  /**
   * Times messages to a peer, with pauses between them: in a run, too, the threads that a message
   * passes have gone to sleep before it comes.
   *
   * @return round trips of that many bytes, ns
   * @throws AgentException if there is no link to the peer or it does not answer
   */
  public List<Long> probe(String peer, int bytes, int repetitions) throws InterruptedException {
    PeerLink link = links.get(peer);
    if (link == null) {
      throw new AgentException(
          "Device " + runtime.shard().getDevice() + " is not connected to " + peer + ".");
    }
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < repetitions; i++) {
      Thread.sleep(PAUSE_MS);
      nanos.add(link.probe(bytes));
    }
    return nanos;
  }

  StreamObserver<Chunk> inbound(ServerCallStreamObserver<Credit> credits) {
    Inbound stream = new Inbound(runtime, ingress, packing, transfers, credits, inbound::remove);
    inbound.add(stream);
    return stream;
  }

  /** Ends all links in good order. */
  @Override
  public void close() {
    closed = true;
    inbound.forEach(Inbound::close);
    links.values().forEach(PeerLink::close);
    ingress.close();
  }
}
