package io.splitboard.app.cli;

import io.splitboard.app.service.solving.Method;
import io.splitboard.app.service.solving.MethodChoice;
import io.splitboard.core.UserException;
import io.splitboard.core.project.Design;
import io.splitboard.solver.preload.LoadingMode;
import java.util.List;
import picocli.CommandLine.Option;

/** Which method solves a project's design. */
final class MethodOptions {

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      description =
          "layers: whole layers, weights stay loaded, for latency, throughput and energy; the default "
              + "for times without limits. pipeline: consecutive layers on devices in series, for throughput. "
              + "rows: rows around a host, boundaries first. channels: every layer's channels. hybrid: "
              + "all of these mixed, never worse than the others; knows every objective and limit. "
              + "preload: layer assignment in which each request loads weights, for latency and energy.")
  private String method;

  @Option(
      names = "--by-hand",
      split = ",",
      paramLabel = "DEVICE",
      description =
          "With --method pipeline: no search, but the cut by hand that comes with DEFER for networks "
              + "like ResNet-50, on these 4, 6 or 8 devices in order, separated by commas.")
  private List<String> byHand = List.of();

  @Option(
      names = "--replicate",
      description =
          "With --method pipeline: a stage may be done by several devices in turns, where that makes "
              + "the time between results smaller. hybrid does so anyway.")
  private boolean replicate;

  @Option(
      names = "--pack",
      description =
          "With --method pipeline or hybrid: links may pack, by what codecs cost and save on the "
              + "network's own tensors; these are tried first if the profile does not say.")
  private boolean pack;

  @Option(
      names = "--weights",
      defaultValue = "ahead",
      paramLabel = "MODE",
      description =
          "With --method preload: ahead (each request, before the input is there; default), "
              + "on-arrival (each request, once it is there), resident (loaded once).")
  private String weights;

  @Option(
      names = "--fuse",
      description =
          "With --method rows: also fuse blocks of layers that exchange once and compute some rows "
              + "twice, each with shares of its own. Goes beyond the published method.")
  private boolean fuse;

  /**
   * The choice for a design.
   *
   * @throws UserException if options do not fit together
   */
  MethodChoice choice(Design design) {
    Method chosen = method == null ? Method.usual(design) : Method.of(method);
    boolean chain = chosen == Method.PIPELINE && byHand.isEmpty();
    if (replicate && !chain) {
      throw new UserException(
          "--replicate belongs to --method pipeline without --by-hand: leave it out.");
    }
    if (pack && !chain && chosen != Method.HYBRID) {
      throw new UserException(
          "--pack belongs to --method pipeline without --by-hand and to --method hybrid: leave it"
              + " out.");
    }
    return new MethodChoice(chosen, replicate, pack, fuse, byHand, mode());
  }

  private LoadingMode mode() {
    for (LoadingMode mode : LoadingMode.values()) {
      if (PreloadAnswer.words(mode).equals(weights)) {
        return mode;
      }
    }
    throw new UserException(
        "Weights cannot be loaded " + weights + ": choose ahead, on-arrival or resident.");
  }
}
