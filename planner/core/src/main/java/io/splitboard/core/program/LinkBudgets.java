package io.splitboard.core.program;

import io.splitboard.core.partition.CutMessages;
import io.splitboard.core.partition.Overrun;
import io.splitboard.core.partition.Violation;
import io.splitboard.core.project.Constraints;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Budgets of links, which only a compiled program can be held against. */
public final class LinkBudgets {

  private LinkBudgets() {}

  /** Budgets that a program does not keep. */
  public static List<Overrun> overruns(Program program, Constraints constraints) {
    if (constraints.linkBudgets().isEmpty()) {
      return List.of();
    }
    Map<String, Double> carried = new HashMap<>();
    for (Transfer transfer : program.transfers()) {
      carried.merge(transfer.from() + "→" + transfer.to(), transfer.bytesPerRequest(), Double::sum);
    }
    List<Overrun> overruns = new ArrayList<>();
    constraints
        .linkBudgets()
        .forEach(
            (link, budget) -> {
              long bytes = Math.round(carried.getOrDefault(link, 0.0));
              if (bytes > budget) {
                overruns.add(overrun(link, bytes, budget));
              }
            });
    return overruns;
  }

  private static Overrun overrun(String link, long bytes, long budget) {
    String sentence =
        "The link %s carries %s for each request but may carry %s: cut where tensors are smaller."
            .formatted(link, CutMessages.megabytes(bytes), CutMessages.megabytes(budget));
    double excess = budget > 0 ? (double) bytes / budget - 1 : bytes;
    return new Overrun(new Violation("", "", sentence), excess);
  }
}
