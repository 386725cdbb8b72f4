package io.splitboard.solver.rows.halp;

import io.splitboard.core.network.Range;
import io.splitboard.solver.rows.halp.Timeline.Carries;
import io.splitboard.solver.rows.halp.Timeline.Chunk;
import io.splitboard.solver.rows.halp.Work.Halo;
import io.splitboard.solver.rows.halp.Work.Item;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds a timeline stage by stage. Devices never begin a stage before they have finished the one
 * before. In a stage a device takes a boundary whose halos are there, else the rest if its halos
 * are there, else it waits; each boundary is handed to the network at once.
 */
public final class Schedule {

  private final Chain chain;
  private final Setting setting;
  private final HostShare share;
  private final Ports ports;
  private final Map<Role, Double> freeMs = new EnumMap<>(Role.class);
  private final List<Chunk> chunks = new ArrayList<>();

  /** When the rows of the last stage that one device needs from another are there. */
  private Map<Role, Map<Role, Double>> arrivals = new EnumMap<>(Role.class);

  private Schedule(Chain chain, Setting setting, HostShare share) {
    this.chain = chain;
    this.setting = setting;
    this.share = share;
    this.ports = new Ports(setting);
  }

  /**
   * The timeline of one request that is at the host at time 0.
   *
   * @return empty if the shares leave a secondary without rows somewhere, or if secondaries would
   *     have to talk to each other
   */
  public static Optional<Timeline> of(Chain chain, Setting setting, HostShare share) {
    for (Stage stage : chain.stages()) {
      for (Role role : Role.values()) {
        if (share.rows(role, stage.height()).isEmpty()) {
          return Optional.empty();
        }
      }
    }
    return new Schedule(chain, setting, share).run();
  }

  private Optional<Timeline> run() {
    sendImage();
    List<Stage> stages = chain.stages();
    for (int i = 0; i < stages.size(); i++) {
      List<Halo> halos = List.of();
      if (i + 1 < stages.size()) {
        Optional<List<Halo>> needed = Work.halos(share, stages.get(i), stages.get(i + 1));
        if (needed.isEmpty()) {
          return Optional.empty();
        }
        halos = needed.get();
      }
      stage(i, halos);
    }
    double headStart = gather();
    double end = headStart + chain.headMs(setting.host());
    return Optional.of(new Timeline(chunks, ports.messages(), headStart, end));
  }

  private void sendImage() {
    Stage first = chain.stages().get(0);
    freeMs.put(Role.HOST, 0.0);
    for (Role to : List.of(Role.TOP, Role.BOTTOM)) {
      Range rows = first.reads(share.rows(to, first.height()));
      long bytes = rows.size() * chain.imageBytesPerRow();
      freeMs.put(to, ports.send(Carries.IMAGE, -1, Role.HOST, to, rows, bytes, 0));
    }
  }

  /** A halo whose rows are computed. */
  private record Finished(double atMs, Halo halo, Range rows) {}

  private void stage(int index, List<Halo> halos) {
    Stage stage = chain.stages().get(index);
    List<Finished> finished = new ArrayList<>();
    for (Role role : Role.values()) {
      List<Halo> mine = halos.stream().filter(halo -> halo.from() == role).toList();
      compute(index, role, mine, finished);
    }
    finished.sort(Comparator.comparingDouble(Finished::atMs));
    Map<Role, Map<Role, Double>> arriving = new EnumMap<>(Role.class);
    for (Finished made : finished) {
      Halo halo = made.halo();
      long bytes = made.rows().size() * stage.bytesPerRow();
      double at =
          ports.send(Carries.HALO, index, halo.from(), halo.to(), made.rows(), bytes, made.atMs());
      arriving
          .computeIfAbsent(halo.to(), key -> new EnumMap<>(Role.class))
          .merge(halo.from(), at, Math::max);
    }
    arrivals = arriving;
  }

  private void compute(int index, Role role, List<Halo> mine, List<Finished> finished) {
    Stage stage = chain.stages().get(index);
    Range own = share.rows(role, stage.height());
    List<Item> items = new ArrayList<>(Work.items(own, mine, rows -> arrivalMs(index, role, rows)));
    double now = freeMs.get(role);
    while (!items.isEmpty()) {
      Item item = next(items, now);
      items.remove(item);
      double start = Math.max(now, item.readyMs());
      now = start + stage.ms(item.size(), setting.machine(role));
      chunks.add(new Chunk(index, role, item.rows(), start, now));
      for (Halo halo : mine) {
        for (Range rows : item.rows()) {
          if (halo.rows().contains(rows)) {
            finished.add(new Finished(now, halo, rows));
          }
        }
      }
    }
    freeMs.put(role, now);
  }

  /** A boundary that can start now, else the rest if it can, else what can start first. */
  private static Item next(List<Item> items, double now) {
    for (Item item : items) {
      if (item.readyMs() <= now) {
        return item;
      }
    }
    return items.stream().min(Comparator.comparingDouble(Item::readyMs)).orElseThrow();
  }

  private double arrivalMs(int index, Role role, Range rows) {
    if (index == 0) {
      return 0;
    }
    Stage stage = chain.stages().get(index);
    Range needed = stage.reads(rows);
    double at = 0;
    for (Map.Entry<Role, Double> from : arrivals.getOrDefault(role, Map.of()).entrySet()) {
      Range theirs = share.rows(from.getKey(), stage.inputHeight());
      if (!needed.intersect(theirs).isEmpty()) {
        at = Math.max(at, from.getValue());
      }
    }
    return at;
  }

  private double gather() {
    int last = chain.stages().size() - 1;
    Stage stage = chain.stages().get(last);
    double ready = freeMs.get(Role.HOST);
    for (Role from : List.of(Role.TOP, Role.BOTTOM)) {
      Range rows = share.rows(from, stage.height());
      long bytes = rows.size() * stage.bytesPerRow();
      ready =
          Math.max(
              ready,
              ports.send(Carries.GATHER, last, from, Role.HOST, rows, bytes, freeMs.get(from)));
    }
    return ready;
  }
}
