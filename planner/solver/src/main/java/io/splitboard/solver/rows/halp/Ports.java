package io.splitboard.solver.rows.halp;

import io.splitboard.core.network.Range;
import io.splitboard.solver.rows.halp.Timeline.Carries;
import io.splitboard.solver.rows.halp.Timeline.Message;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Network ports: each sends one message at a time and receives one at a time. */
final class Ports {

  private final Setting setting;
  private final Map<Role, Double> sendsFrom = new EnumMap<>(Role.class);
  private final Map<Role, Double> receivesFrom = new EnumMap<>(Role.class);
  private final List<Message> messages = new ArrayList<>();

  Ports(Setting setting) {
    this.setting = setting;
  }

  /** Sends as soon as both ends are free; returns when the rows are there. */
  double send(
      Carries carries, int stage, Role from, Role to, Range rows, long bytes, double readyMs) {
    double start =
        Math.max(
            readyMs,
            Math.max(sendsFrom.getOrDefault(from, 0.0), receivesFrom.getOrDefault(to, 0.0)));
    double sent = start + setting.sendingMs(bytes);
    sendsFrom.put(from, sent);
    receivesFrom.put(to, sent);
    double arrival = sent + setting.delayMs();
    messages.add(new Message(carries, stage, from, to, rows, bytes, start, sent, arrival));
    return arrival;
  }

  List<Message> messages() {
    return messages;
  }
}
