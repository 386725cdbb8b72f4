package io.splitboard.app.cli;

import io.splitboard.app.service.ProgramChange;
import io.splitboard.core.program.Transfer;
import io.splitboard.fleet.DeployListener;
import io.splitboard.fleet.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import picocli.CommandLine.Option;

/** How a design is deployed. */
final class DeployOptions {

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
      defaultValue = "none",
      paramLabel = "none|lz4|zfp|auto",
      description = {
        "How tensors are packed on their way, without loss; a device without the codec sends and",
        "gets them as they are. auto tries all on the design's own tensors and takes for each link",
        "what is quickest. Default: ${DEFAULT-VALUE}."
      })
  private String codec;

  @Option(
      names = "--replicas",
      paramLabel = "DEVICE=DEVICE[,DEVICE…]",
      description =
          "Further devices that take turns with a device of the design, request by request; may be"
              + " given several times.")
  private Map<String, String> replicas = Map.of();

  /** What is done to the design's program before it is deployed. */
  ProgramChange change() {
    ProgramChange packing =
        codec.equals("auto")
            ? ProgramChange.QUICKEST
            : ProgramChange.packed(Transfer.Codec.of(codec));
    Map<String, List<String>> further = new LinkedHashMap<>();
    replicas.forEach((device, others) -> further.put(device, List.of(others.split(","))));
    return packing.withReplicas(further);
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
