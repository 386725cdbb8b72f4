package io.splitboard.app.cli;

import io.splitboard.app.service.PiecewiseCheck;
import io.splitboard.app.service.PlacementMix;
import io.splitboard.app.service.Workspace;
import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.codec.Codec;
import io.splitboard.core.codec.LinkCodecs;
import io.splitboard.core.project.Design;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Cuts a model at random, or as a design says, and compares the pieces' result with the whole's.
 */
@Command(
    name = "check",
    description =
        "Cuts a model at random, runs it piecewise here and compares with the whole; of a project's "
            + "folder in place of a MODEL, checks a design.",
    mixinStandardHelpOptions = true)
final class CheckCommand extends AnsweringCommand {

  private static final int DEVICES = 3;

  private enum Switch {
    ON,
    OFF
  }

  @Mixin private ModelArguments model;

  @Option(
      names = "--design",
      paramLabel = "DESIGN",
      description = "Of a project: id or name of the design; default: the first one.")
  private String design;

  @Option(
      names = "--devices",
      paramLabel = "N",
      description = "Number of devices; default: " + DEVICES + ".")
  private Integer devices;

  @Option(names = "--placement", description = "layers, rows, channels or mixed; default: layers.")
  private PlacementMix placement;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Seed of the partition and of the input; default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--optimize",
      defaultValue = "off",
      paramLabel = "on|off",
      description =
          "ONNX Runtime's graph optimization. Off: results of whole layers must be equal bit for bit,"
              + " of split ones within 1e-6 of the largest output (1e-5 where sums are shared out);"
              + " on: within 1e-4. Default: ${DEFAULT-VALUE}.")
  private Switch optimize;

  @Option(
      names = "--codec",
      paramLabel = "float16",
      description =
          "What a lossy codec on every link does to the result, within --error-budget. Default: as "
              + "the design says; none in a random cut.")
  private String codec;

  @Mixin private ErrorBudgetOption budget;

  @Option(
      names = "--reference",
      paramLabel = "DIR",
      description = "Also run the stored sets test_data_set_*/input_*.pb in this folder.")
  private Path reference;

  @Override
  Answer answer(Progress progress) {
    if (devices != null && devices < 1) {
      throw new UserException("--devices must be at least 1.");
    }
    Optional<LinkCodecs> codecs = codecs();
    Optional<Path> folder = model.folder();
    return folder.isPresent()
        ? ofDesign(folder.get(), codecs, progress)
        : atRandom(codecs.orElse(LinkCodecs.NONE), progress);
  }

  private Optional<LinkCodecs> codecs() {
    if (codec == null && budget.isGiven()) {
      throw new UserException(
          "--error-budget is for a lossy codec: add --codec float16, or leave it out.");
    }
    return Optional.ofNullable(codec).map(word -> budget.codecs(Codec.of(word)));
  }

  private Answer atRandom(LinkCodecs codecs, Progress progress) {
    if (design != null) {
      throw new UserException(
          "A design belongs to a project: name the project's folder in place of "
              + model.reference()
              + ", or leave --design out.");
    }
    PlacementMix mix = placement == null ? PlacementMix.LAYERS : placement;
    int count = devices == null ? DEVICES : devices;
    Map<String, Object> what = new LinkedHashMap<>();
    what.put("model", model.reference());
    what.put("placement", mix.word());
    what.put("devices", count);
    try (PiecewiseCheck check =
        PiecewiseCheck.open(
            model.open(progress), mix, count, seed, optimize == Switch.ON, progress)) {
      return answer(check, what, codecs);
    }
  }

  private Answer ofDesign(Path folder, Optional<LinkCodecs> codecs, Progress progress) {
    if (devices != null || placement != null || model.isBound()) {
      throw new UserException(
          "A project says itself what its devices, placements and shapes are: leave --devices,"
              + " --placement, --shape and --cut-quantized out.");
    }
    try (Workspace workspace = Workspace.look(folder, progress)) {
      Design checked = ProjectArguments.design(workspace, design);
      Map<String, Object> what = new LinkedHashMap<>();
      what.put("project", workspace.project().name());
      what.put("design", checked.name());
      try (PiecewiseCheck check =
          workspace.pieces(checked, seed, optimize == Switch.ON, progress)) {
        what.put("devices", check.program().devices().size());
        return answer(check, what, codecs.orElse(checked.partition().codecs()));
      }
    }
  }

  private Answer answer(PiecewiseCheck check, Map<String, Object> what, LinkCodecs codecs) {
    what.put("seed", seed);
    what.put("optimize", optimize == Switch.ON ? "on" : "off");
    return CheckAnswer.of(check, what, codecs, Optional.ofNullable(reference));
  }
}
