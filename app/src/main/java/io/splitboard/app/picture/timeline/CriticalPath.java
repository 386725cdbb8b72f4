package io.splitboard.app.picture.timeline;

import io.splitboard.core.program.Fragment;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Task;
import io.splitboard.core.program.Transfer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The chain of tasks and transfers that a request waited for: from its last bar backwards, each
 * time to the bar that ended last among those that the bar needed.
 *
 * @param bars from first to last, at least one
 */
public record CriticalPath(List<Bar> bars) {

  private static final int NAMED = 4;

  /** Copies the list. */
  public CriticalPath {
    bars = List.copyOf(bars);
  }

  /** The path of one request of one trace. */
  static Optional<CriticalPath> of(Program program, List<Bar> bars, boolean measured, int request) {
    List<Bar> own =
        bars.stream()
            .filter(bar -> bar.measured() == measured && bar.request() == request)
            .toList();
    Optional<Bar> last = own.stream().max(Comparator.comparingDouble(Bar::endMs));
    return last.map(end -> new Walk(program, own).back(end));
  }

  private static final class Walk {

    private final Map<String, Task> tasks = new HashMap<>();
    private final Map<String, Transfer> transfers = new HashMap<>();
    private final List<Bar> bars;

    Walk(Program program, List<Bar> bars) {
      program.tasks().forEach(task -> tasks.put(task.id(), task));
      program.transfers().forEach(transfer -> transfers.put(transfer.id(), transfer));
      this.bars = bars;
    }

    CriticalPath back(Bar end) {
      Deque<Bar> path = new ArrayDeque<>();
      Set<Bar> seen = new HashSet<>();
      Optional<Bar> now = Optional.of(end);
      while (now.isPresent() && seen.add(now.get())) {
        path.addFirst(now.get());
        now = before(now.get());
      }
      return new CriticalPath(new ArrayList<>(path));
    }

    private Optional<Bar> before(Bar bar) {
      Set<String> needed = needs(bar);
      String device = bar.device();
      return bars.stream()
          .filter(other -> !other.equals(bar) && gives(other, device, needed))
          .max(Comparator.comparingDouble(Bar::endMs));
    }

    private Set<String> needs(Bar bar) {
      Stream<Fragment> fragments =
          bar.kind() == Bar.Kind.TASK
              ? Stream.ofNullable(tasks.get(bar.id())).flatMap(task -> task.reads().stream())
              : Stream.ofNullable(transfers.get(bar.id())).map(Transfer::fragment);
      return fragments.map(Fragment::key).collect(Collectors.toSet());
    }

    /** Whether a bar brings one of the fragments to a device. */
    private boolean gives(Bar bar, String device, Set<String> needed) {
      if (bar.kind() == Bar.Kind.TASK) {
        Task task = tasks.get(bar.id());
        return task != null
            && task.device().equals(device)
            && task.makes().stream().anyMatch(made -> needed.contains(made.key()));
      }
      Transfer transfer = transfers.get(bar.id());
      return transfer != null
          && transfer.to().equals(device)
          && needed.contains(transfer.fragment().key());
    }
  }

  /** The longest piece. */
  public Bar longest() {
    return bars.stream()
        .max(Comparator.comparingDouble(bar -> bar.endMs() - bar.startMs()))
        .orElseThrow();
  }

  /** The longest pieces in their order: {@code pi-c link → pi-b conv5 → pi-b dense}. */
  public String sentence() {
    List<Bar> named =
        bars.stream()
            .sorted(Comparator.comparingDouble(bar -> bar.startMs() - bar.endMs()))
            .limit(NAMED)
            .toList();
    return bars.stream()
        .filter(named::contains)
        .map(
            bar ->
                bar.device()
                    + " "
                    + (bar.kind() == Bar.Kind.TASK
                        ? bar.label().replaceFirst(" \\(.*", "")
                        : "link"))
        .collect(Collectors.joining(" → ", "critical path: ", ""));
  }
}
