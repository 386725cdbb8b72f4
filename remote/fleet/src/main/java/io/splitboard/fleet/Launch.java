package io.splitboard.fleet;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.network.Network;
import io.splitboard.core.program.Task;
import io.splitboard.core.program.Transfer;
import io.splitboard.fleet.agent.CodecAgreement;
import io.splitboard.fleet.agent.DeviceSession;
import io.splitboard.fleet.agent.Shards;
import io.splitboard.fleet.agent.TaskModel;
import io.splitboard.fleet.provisioning.AgentBundle;
import io.splitboard.fleet.provisioning.StoredFile;
import io.splitboard.fleet.ssh.SshConnector;
import io.splitboard.protocol.Peer;
import java.security.SecureRandom;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Brings a program whose sub-models are cut onto devices, in three rounds: each device by itself,
 * then each loads its shard, then each opens its links. A failure in any round leaves nothing.
 *
 * @param network what the program was compiled from; empty for one made by hand
 * @param shards what the devices are to run
 * @param devices ids of those that take part
 * @param cluster whose links may be used
 * @param endpoints by device id
 * @param bundle the agent's jars
 * @param prompts asks the user
 * @param measuring whether to load nothing yet and open every link of the cluster between these
 *     devices; else to load the program and open the links that it uses
 */
record Launch(
    Optional<Network> network,
    Shards shards,
    List<String> devices,
    Cluster cluster,
    Map<String, Endpoint> endpoints,
    AgentBundle bundle,
    Prompts prompts,
    boolean measuring) {

  private static final int TOKEN_BYTES = 32;

  /** Does it. */
  Deployment start(DeployListener listener, Progress progress) {
    requireEndpoints();
    DataAddresses addresses = new DataAddresses(endpoints);
    Rollout rollout = new Rollout(listener, progress);
    DeviceSession.Setup setup =
        new DeviceSession.Setup(new SshConnector(prompts), bundle, token(), owner());
    Map<String, DeviceSession> sessions =
        rollout.open(
            setup, devices.stream().map(device -> plan(device, addresses.listen())).toList());
    String id = UUID.randomUUID().toString();
    Shards agreed = agreed(sessions);
    try {
      rollout.each("loading models", devices, device -> load(agreed, sessions.get(device)));
      rollout.each("linking devices", devices, device -> link(id, device, sessions, addresses));
    } catch (RuntimeException e) {
      Rollout.closeAll(sessions.values());
      throw e;
    }
    return new Deployment(id, network, agreed, sessions, listener);
  }

  /** Packs only with what both ends of a transfer have. */
  private Shards agreed(Map<String, DeviceSession> sessions) {
    Map<String, List<String>> codecs = new LinkedHashMap<>();
    sessions.forEach((device, session) -> codecs.put(device, session.info().getCodecsList()));
    CodecAgreement agreement = new CodecAgreement(codecs);
    List<String> lacking = agreement.lacking(shards.program());
    for (DeviceSession session : sessions.values()) {
      lacking.stream()
          .filter(sentence -> sentence.startsWith(session.device() + " "))
          .forEach(sentence -> session.report().step(Step.LOADING, 0, sentence));
    }
    return shards.packed(agreement::of);
  }

  private void requireEndpoints() {
    for (String device : devices) {
      if (!endpoints.containsKey(device)) {
        throw new UserException(
            "Nothing says how device %s is reached: give it a connection in the cluster."
                .formatted(device));
      }
    }
  }

  private DeviceSession.Plan plan(String device, String listenAddress) {
    Map<String, StoredFile> files = new LinkedHashMap<>();
    for (Task task : shards.program().shard(device)) {
      TaskModel model = shards.models().get(task.id());
      model.files().forEach(file -> files.put(file.target(), file));
    }
    return new DeviceSession.Plan(
        endpoints.get(device),
        cluster.device(device).memoryBytes(),
        List.copyOf(files.values()),
        listenAddress);
  }

  private void load(Shards agreed, DeviceSession session) {
    String device = session.device();
    Optional<Shaping> shaping = session.endpoint().shaping();
    session
        .client()
        .load(
            measuring ? agreed.idle(device, shaping) : agreed.of(device, shaping),
            step -> session.report().step(Step.LOADING, step.getFraction(), step.getStep()));
  }

  private void link(
      String id, String device, Map<String, DeviceSession> sessions, DataAddresses addresses) {
    DeviceSession session = sessions.get(device);
    List<Peer> peers =
        receivers(device).stream()
            .map(
                to ->
                    Peer.newBuilder()
                        .setDevice(to)
                        .setHost(addresses.of(to, device))
                        .setPort(sessions.get(to).process().dataPort())
                        .build())
            .toList();
    session.report().step(Step.LINKING, 0, "opening " + peers.size() + " links");
    session.client().connect(id, peers);
    session.report().step(Step.READY, 1, "ready");
  }

  private Set<String> receivers(String device) {
    Set<String> to = new LinkedHashSet<>();
    if (measuring) {
      cluster.links().stream()
          .filter(link -> link.from().equals(device) && devices.contains(link.to()))
          .map(Link::to)
          .forEach(to::add);
    }
    shards.program().transfers().stream()
        .filter(transfer -> transfer.from().equals(device))
        .map(Transfer::to)
        .forEach(to::add);
    return to;
  }

  private static String token() {
    byte[] bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static String owner() {
    return "%s since %s"
        .formatted(
            System.getProperty("user.name"),
            LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm")));
  }
}
