package io.splitboard.core.zoo;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The reference networks, built on this computer as real ONNX files with seeded random weights:
 * what planning needs is their structure and size, and every build of the same reference is the
 * same file.
 */
public final class Zoo {

  static final List<String> NETWORKS =
      List.of(
          "alexnet",
          "vgg16",
          "vgg19",
          "resnet50-v1",
          "resnet50-v1.5",
          "resnext50-32x4d",
          ZooReference.SCALABLE,
          "mobilenet-v2");

  /** Changes whenever the same reference gives another file, so that no old one is used. */
  private static final String GENERATION = "zoo/3";

  private Zoo() {}

  /** All networks, each size of MobileNet-V1 by itself. */
  public static List<ZooModel> models() {
    List<ZooModel> models = new ArrayList<>();
    for (String name : NETWORKS) {
      if (!name.equals(ZooReference.SCALABLE)) {
        models.add(new ZooModel(ZooReference.PREFIX + name, title(name)));
        continue;
      }
      for (double width : ZooReference.WIDTHS) {
        for (int resolution : ZooReference.RESOLUTIONS) {
          models.add(
              new ZooModel(
                  "zoo:%s?width=%s&resolution=%d".formatted(name, width, resolution),
                  "%s %s, %d×%d".formatted(title(name), width, resolution, resolution)));
        }
      }
    }
    return models;
  }

  private static String title(String name) {
    return switch (name) {
      case "alexnet" -> "AlexNet";
      case "vgg16" -> "VGG-16";
      case "vgg19" -> "VGG-19";
      case "resnet50-v1" -> "ResNet-50 v1";
      case "resnet50-v1.5" -> "ResNet-50 v1.5";
      case "resnext50-32x4d" -> "ResNeXt-50 32×4d";
      default -> "MobileNet-" + name.substring(name.length() - 2).toUpperCase(Locale.ROOT);
    };
  }

  /**
   * The file of a reference network, built if it is not in the cache yet. VGG-19 has 575 MB; the
   * weights are streamed to the file and need no memory.
   *
   * @param reference for example {@code zoo:mobilenet-v1?width=0.5&resolution=160&seed=1}
   * @param cacheFolder where built files are kept
   * @throws UserException if there is no such network, or no room for the file
   * @throws java.util.concurrent.CancellationException if cancelled; no file is left then
   */
  public static Path build(String reference, Path cacheFolder, Progress progress) {
    ZooReference parsed = ZooReference.parse(reference);
    Path file = cacheFolder.resolve(GENERATION).resolve(parsed.fileName());
    if (!Files.exists(file)) {
      write(new ZooFile(network(parsed), parsed.seed()), file, progress);
    }
    return file;
  }

  private static NetworkWriter network(ZooReference reference) {
    return switch (reference.name()) {
      case "alexnet" -> ChainNetworks.alexNet();
      case "vgg16" -> ChainNetworks.vgg(16);
      case "vgg19" -> ChainNetworks.vgg(19);
      case "resnet50-v1" -> new ResidualNetworks("resnet50-v1", true, 1, 64).build();
      case "resnet50-v1.5" -> new ResidualNetworks("resnet50-v1.5", false, 1, 64).build();
      case "resnext50-32x4d" -> new ResidualNetworks("resnext50-32x4d", false, 32, 4).build();
      case "mobilenet-v2" -> MobileNets.v2();
      default -> MobileNets.v1(reference.width(), reference.resolution());
    };
  }

  private static void write(ZooFile network, Path file, Progress progress) {
    try {
      Files.createDirectories(file.getParent());
      Path part = Files.createTempFile(file.getParent(), ".part-", "");
      try {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
          network.write(out, progress);
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new UserException(
          "Reference network %s cannot be written (%s); free some space or set SPLITBOARD_CACHE to another folder."
              .formatted(file, e.getMessage()),
          e);
    }
  }
}
