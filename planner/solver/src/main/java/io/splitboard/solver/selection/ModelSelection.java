package io.splitboard.solver.selection;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The rule: the most accurate that answers in time, of equally accurate ones the faster. If nothing
 * does, the fastest, which counts as a missed deadline.
 */
public final class ModelSelection {

  private static final Comparator<Candidate> BETTER =
      Comparator.comparingDouble(Candidate::accuracy)
          .thenComparing(Comparator.comparingDouble(Candidate::latencyMs).reversed());

  private static final Comparator<Candidate> FASTER =
      Comparator.comparingDouble(Candidate::latencyMs)
          .thenComparing(Comparator.comparingDouble(Candidate::accuracy).reversed());

  private ModelSelection() {}

  /**
   * What was chosen.
   *
   * @param candidate the model and its mode
   * @param inTime whether it is expected to meet the deadline
   * @param why one sentence
   */
  public record Choice(Candidate candidate, boolean inTime, String why) {}

  /**
   * Chooses under a deadline.
   *
   * @param candidates at least one, with finite times
   */
  public static Choice choose(List<Candidate> candidates, double deadlineMs) {
    List<Candidate> inTime =
        candidates.stream().filter(one -> one.latencyMs() <= deadlineMs).toList();
    Optional<Candidate> best = inTime.stream().max(BETTER);
    if (best.isEmpty()) {
      Candidate fastest = candidates.stream().min(FASTER).orElseThrow();
      return new Choice(fastest, false, missed(fastest, deadlineMs));
    }
    return new Choice(best.get(), true, why(best.get(), candidates, inTime.size(), deadlineMs));
  }

  /** The same among the candidates of one mode; empty if there are none. */
  public static Optional<Choice> choose(List<Candidate> candidates, Mode mode, double deadlineMs) {
    List<Candidate> some = candidates.stream().filter(one -> one.mode() == mode).toList();
    return some.isEmpty() ? Optional.empty() : Optional.of(choose(some, deadlineMs));
  }

  private static String why(
      Candidate best, List<Candidate> candidates, int inTime, double deadlineMs) {
    String first =
        format(
            "It is the most accurate (%s) of %d that answer within %s ms",
            number(best.accuracy()), inTime, number(deadlineMs));
    Optional<Candidate> other =
        candidates.stream()
            .filter(one -> one.model().equals(best.model()) && one.mode() != best.mode())
            .findFirst();
    String second =
        other
            .map(
                one ->
                    one.latencyMs() <= deadlineMs
                        ? format(
                            ", and faster %s than %s (%.1f ms)",
                            best.mode().words(), one.mode().words(), one.latencyMs())
                        : format("; %s it would take %.1f ms", one.mode().words(), one.latencyMs()))
            .orElse("");
    return first + second + ".";
  }

  private static String missed(Candidate fastest, double deadlineMs) {
    return format(
        "Nothing answers within %s ms: this is the fastest, %.1f ms, and misses the deadline.",
        number(deadlineMs), fastest.latencyMs());
  }

  private static String number(double value) {
    return format("%.2f", value).replaceAll("\\.?0+$", "");
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
