package io.splitboard.app.cli;

import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Catalogue;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.partition.Partition;
import io.splitboard.solver.Problem;
import io.splitboard.solver.explain.Scenario;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;

/** What-if questions as people write them. */
final class WhatIfText {

  private static final String HOW =
      "write link:A:B=5Mbit/s, link:A:B=x0.5, link:all=x2, device:A=off or"
          + " device:NEW=pi-4b@ethernet";

  private WhatIfText() {}

  /**
   * The surroundings that a question is about. Links are meant in both directions.
   *
   * @throws UserException if it cannot be understood or does not fit the cluster
   */
  static Scenario read(String question, Problem problem, Partition plan) {
    int equals = question.indexOf('=');
    String[] what = (equals < 0 ? question : question.substring(0, equals)).split(":", -1);
    String value = equals < 0 ? "" : question.substring(equals + 1).strip();
    if (what[0].equals("link") && (what.length == 3 || (what.length == 2 && isAll(what[1])))) {
      Predicate<Link> which = what.length == 2 ? link -> true : between(Set.of(what[1], what[2]));
      return Scenario.links(problem, plan, which, rate(value, question));
    }
    if (what[0].equals("device") && what.length == 2 && !what[1].isBlank() && !value.isEmpty()) {
      return value.equals("off")
          ? Scenario.without(problem, plan, what[1])
          : added(problem, plan, what[1], value);
    }
    throw new UserException("What if %s? That is not understood: %s.".formatted(question, HOW));
  }

  private static boolean isAll(String text) {
    return text.equals("all");
  }

  private static Predicate<Link> between(Set<String> ends) {
    return link -> Set.of(link.from(), link.to()).equals(ends);
  }

  private static DoubleUnaryOperator rate(String value, String question) {
    if (value.startsWith("x")) {
      double factor = Quantities.number(value.substring(1), question);
      return mbit -> mbit * factor;
    }
    String lower = value.toLowerCase(java.util.Locale.ROOT);
    String digits =
        lower.endsWith("mbit/s") ? lower.substring(0, lower.length() - "mbit/s".length()) : lower;
    double rate = Quantities.number(digits, question);
    return mbit -> rate;
  }

  private static Scenario added(Problem problem, Partition plan, String id, String value) {
    String[] parts = value.split("@", -1);
    Device device = Catalogue.device(parts[0], id, new Connection.Virtual(1));
    String preset = parts.length > 1 ? parts[1] : "ethernet";
    return Scenario.with(problem, plan, device, preset);
  }
}
