package io.splitboard.solver.selection;

import io.splitboard.solver.rows.halp.BestShare;
import io.splitboard.solver.rows.halp.Chain;
import io.splitboard.solver.rows.halp.HostShare;
import io.splitboard.solver.rows.halp.Schedule;
import io.splitboard.solver.rows.halp.Setting;
import io.splitboard.solver.rows.halp.Timeline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Times of a family in HALP's own model: whole on the host, or in HALP's order with the best share
 * for the link. Remembers what it has computed; not for several threads at a time.
 */
public final class HalpTimes implements Times {

  private final Map<String, Member> members = new LinkedHashMap<>();
  private final Setting setting;
  private final Map<Key, Optional<BestShare>> best = new HashMap<>();
  private final Map<Run, Double> runs = new HashMap<>();

  /** A model of the family. */
  public record Member(String model, double accuracy, Chain chain) {}

  private record Key(String model, double factor) {}

  private record Run(String model, HostShare share, double factor) {}

  /** Times of these models on these devices; the setting's rate is the nominal one. */
  public HalpTimes(List<Member> family, Setting setting) {
    family.forEach(member -> members.put(member.model(), member));
    this.setting = setting;
  }

  @Override
  public List<Candidate> at(double rateFactor) {
    List<Candidate> candidates = new ArrayList<>();
    for (Member member : members.values()) {
      candidates.add(
          new Candidate(
              member.model(),
              member.accuracy(),
              Mode.STAND_ALONE,
              member.chain().aloneMs(setting.host())));
      best(member.model(), rateFactor)
          .ifPresent(
              found ->
                  candidates.add(
                      new Candidate(
                          member.model(),
                          member.accuracy(),
                          Mode.DISTRIBUTED,
                          found.timeline().latencyMs())));
    }
    return candidates;
  }

  @Override
  public double latencyMs(Candidate candidate, double planned, double actual) {
    if (candidate.mode() == Mode.STAND_ALONE) {
      return candidate.latencyMs();
    }
    HostShare share = best(candidate.model(), planned).orElseThrow().share();
    return runs.computeIfAbsent(
        new Run(candidate.model(), share, actual),
        run ->
            Schedule.of(members.get(run.model()).chain(), at(setting, actual), share)
                .map(Timeline::latencyMs)
                .orElseThrow());
  }

  /** The best share of a model for links of a rate; empty if it cannot be split. */
  public Optional<BestShare> best(String model, double rateFactor) {
    return best.computeIfAbsent(
        new Key(model, rateFactor),
        key -> BestShare.of(members.get(model).chain(), at(setting, rateFactor)));
  }

  private static Setting at(Setting setting, double factor) {
    return setting.at(setting.mbitPerSecond() * factor);
  }
}
