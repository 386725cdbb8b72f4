package io.splitboard.core.workload;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.splitboard.core.UserException;
import io.splitboard.core.project.AtomicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.yaml.snakeyaml.LoaderOptions;

/** Files that other programs made: read with limits, refused with one sentence. */
public final class ExchangeFile {

  /** Larger files are refused: a tree of them would not fit the memory. */
  private static final long MOST_BYTES = 64L << 20;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final ObjectMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .loaderOptions(loaderOptions())
                  .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .disable(YAMLGenerator.Feature.SPLIT_LINES)
                  .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                  .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                  .build())
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ExchangeFile() {}

  private static LoaderOptions loaderOptions() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit((int) MOST_BYTES);
    options.setNestingDepthLimit(50);
    return options;
  }

  /** Reads JSON. */
  public static JsonNode json(Path file) {
    return tree(file, JSON, "JSON");
  }

  /** Reads YAML; anchors and tags mean nothing in it. */
  public static JsonNode yaml(Path file) {
    return tree(file, YAML, "YAML");
  }

  /** The file's content as a tree, read by a mapper of its format. */
  private static JsonNode tree(Path file, ObjectMapper mapper, String format) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new UserException("There is no file " + file + ": check its name.");
      }
      if (Files.size(file) > MOST_BYTES) {
        throw new UserException(
            "The file "
                + file
                + " is larger than the "
                + (MOST_BYTES >> 20)
                + " MiB that are read.");
      }
      JsonNode root = mapper.readTree(Files.readAllBytes(file));
      if (root == null || root.isMissingNode()) {
        throw new UserException("The file " + file + " is empty.");
      }
      return root;
    } catch (JsonProcessingException e) {
      String where = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
      throw new UserException("The file " + file + " is not " + format + where + ": mend it.", e);
    } catch (IOException e) {
      throw new UserException("The file " + file + " cannot be read: check its rights.", e);
    }
  }

  /** Writes JSON. */
  public static void writeJson(Object value, Path file) {
    write(value, JSON, file);
  }

  /** Writes YAML. */
  public static void writeYaml(Object value, Path file) {
    write(value, YAML, file);
  }

  private static void write(Object value, ObjectMapper mapper, Path file) {
    try {
      String text = mapper.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
      AtomicFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + value.getClass(), e);
    }
  }
}
