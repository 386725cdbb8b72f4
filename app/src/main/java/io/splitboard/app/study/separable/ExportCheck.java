package io.splitboard.app.study.separable;

import io.splitboard.agent.engine.EngineOptions;
import io.splitboard.app.service.OpenModel;
import io.splitboard.core.Progress;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.network.ElementType;
import io.splitboard.core.network.Shape;
import io.splitboard.core.onnx.ImportOptions;
import io.splitboard.core.program.Compiler;
import io.splitboard.core.program.Program;
import io.splitboard.core.project.Project;
import io.splitboard.core.project.ProjectFolder;
import io.splitboard.core.tensor.TensorData;
import io.splitboard.core.tensor.TensorDifference;
import io.splitboard.lab.local.LocalRun;
import io.splitboard.lab.local.WholeRun;
import io.splitboard.separable.data.LabelledImages;
import io.splitboard.separable.export.GroupedOnnx;
import io.splitboard.separable.network.ImageShape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An exported network against itself in pieces, and against the training's accuracy.
 *
 * @param compared images that both computed
 * @param bitExact whether the pieces computed the whole network's bits for all of them
 * @param accuracy of the exported network on all test images, 0 to 1
 * @param programBytes what a request moves by the compiled program
 */
record ExportCheck(int compared, boolean bitExact, double accuracy, long programBytes) {

  private static final int COMPARED = 50;
  private static final EngineOptions AS_WRITTEN = new EngineOptions(false, 1);

  /**
   * Runs the network of a project on images.
   *
   * @param folder of the project
   * @param images with their right answers
   */
  static ExportCheck of(Path folder, LabelledImages images, Progress progress) {
    ProjectFolder opened = ProjectFolder.open(folder);
    OpenModel model = OpenModel.ofProject(opened.model(), folder, ImportOptions.DEFAULT, progress);
    Project project = opened.read(Optional.of(model.network()), Optional.empty());
    Cluster cluster = project.cluster();
    Program program =
        Compiler.compile(model.network(), cluster, project.design(GroupProject.DESIGN).partition());
    try (WholeRun whole = WholeRun.open(model.cutter(), model.blobs(), AS_WRITTEN);
        LocalRun pieces = LocalRun.open(model.cutter(), program, model.blobs(), AS_WRITTEN)) {
      return compare(whole, pieces, images, program.transferBytes(), progress);
    }
  }

  private static ExportCheck compare(
      WholeRun whole, LocalRun pieces, LabelledImages images, long bytes, Progress progress) {
    int compared = Math.min(COMPARED, images.count());
    boolean bitExact = true;
    int right = 0;
    for (int image = 0; image < images.count(); image++) {
      progress.check();
      Map<String, TensorData> input = Map.of(GroupedOnnx.INPUT, tensor(images, image));
      TensorData logits = whole.run(input).get(GroupedOnnx.OUTPUT);
      right += largest(logits) == images.labels()[image] ? 1 : 0;
      if (image < compared) {
        TensorData piecewise = pieces.run(input).get(GroupedOnnx.OUTPUT);
        bitExact &= TensorDifference.between(logits, piecewise).bitExact();
      }
    }
    return new ExportCheck(compared, bitExact, (double) right / images.count(), bytes);
  }

  private static TensorData tensor(LabelledImages images, int image) {
    ImageShape shape = images.shape();
    ByteBuffer bytes =
        ByteBuffer.allocate(shape.elements() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(images.pixels(new int[] {image}));
    long size = shape.size();
    return new TensorData(
        ElementType.FLOAT32, new Shape(List.of(1L, (long) shape.channels(), size, size)), bytes);
  }

  private static int largest(TensorData logits) {
    java.nio.FloatBuffer values = logits.bytes().asFloatBuffer();
    int largest = 0;
    for (int index = 1; index < values.limit(); index++) {
      largest = values.get(index) > values.get(largest) ? index : largest;
    }
    return largest;
  }
}
