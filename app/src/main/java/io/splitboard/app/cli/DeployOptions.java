package io.splitboard.app.cli;

import io.splitboard.app.service.Workspace;
import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.codec.Codec;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.project.Design;
import io.splitboard.fleet.DeployListener;
import io.splitboard.fleet.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a design is deployed. */
final class DeployOptions {

  private static final double LONGEST_LEARNING = 600;

  private enum Switch {
    ON,
    OFF
  }

  @Option(
      names = "--optimize",
      defaultValue = "off",
      paramLabel = "on|off",
      description =
          "ONNX Runtime's graph optimization on the devices; on is faster, and results are equal"
              + " within a tolerance only. Default: ${DEFAULT-VALUE}.")
  private Switch optimize;

  @Option(
      names = "--codec",
      paramLabel = "none|lz4|zfp|auto|float16",
      description =
          "How tensors are packed on their way; a device without the codec sends and gets them as"
              + " they are. auto tries all without loss on the design's own tensors and takes for"
              + " each link what is quickest. float16 is lossy and needs --error-budget. Default: as"
              + " the design says.")
  private String codec;

  @Mixin private ErrorBudgetOption budget;

  @Option(
      names = "--learn",
      paramLabel = "SECONDS",
      description =
          "Virtual devices run their tasks for so long when they load them, to learn how long they"
              + " take. More is more exact on a computer that others use, too. Default: 1.5.")
  private Optional<Double> learn;

  @Option(
      names = "--replicas",
      paramLabel = "DEVICE=DEVICE[,DEVICE…]",
      description =
          "Further devices that take turns with a device of the design, request by request, instead"
              + " of those of the design; may be given several times.")
  private Map<String, String> replicas = Map.of();

  /** The design as these options change it. */
  Design changed(Workspace workspace, Design design, Progress progress) {
    Partition partition = design.partition();
    if (!replicas.isEmpty()) {
      Map<String, List<String>> further = new LinkedHashMap<>();
      replicas.forEach((device, others) -> further.put(device, List.of(others.split(","))));
      partition = partition.withReplicas(further);
    }
    boolean auto = "auto".equals(codec);
    if (budget.isGiven() && (auto || codec == null)) {
      throw new UserException(
          "--error-budget is for a lossy codec: add --codec float16, or leave it out.");
    }
    if (codec != null && !auto) {
      partition = partition.withCodecs(budget.codecs(Codec.of(codec)));
    }
    Design changed = design.with(partition);
    return auto ? workspace.quickest(changed, progress) : changed;
  }

  /**
   * Tells the virtual devices how long to learn, if that was asked.
   *
   * @throws UserException if it is not above 0
   */
  void prepare(Workspace workspace) {
    if (learn.isPresent()) {
      if (!(learn.get() > 0 && learn.get() <= LONGEST_LEARNING)) {
        throw new UserException("--learn needs seconds above 0, at most 600.");
      }
      workspace.learnFor(learn.get());
    }
  }

  boolean optimize() {
    return optimize == Switch.ON;
  }

  /** Tells each step of each device once. */
  DeployListener listener(AnsweringCommand command) {
    Map<String, Step> told = new ConcurrentHashMap<>();
    return (device, step, fraction, text) -> {
      if (told.put(device, step) != step) {
        command.tell(
            "%-12s %-10s %s".formatted(device, step.name().toLowerCase(Locale.ROOT), text));
      }
    };
  }
}
