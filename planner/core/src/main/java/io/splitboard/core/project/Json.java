package io.splitboard.core.project;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.splitboard.core.UserException;
import io.splitboard.core.profile.Figure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Readable JSON with a stable order of fields, and its errors as sentences. */
final class Json {

  static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
          .addMixIn(Figure.class, AsArray.class)
          .build();

  private static final ObjectWriter WRITER = MAPPER.writer(printer());

  /** A figure is one line: {@code [12.5, "MEASURED"]}. */
  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  private interface AsArray {}

  private Json() {}

  /**
   * Reads a file of the project.
   *
   * @param name how messages call the file
   * @throws UserException if it is missing, not JSON or not what it should be, with line and column
   */
  static <T> T read(Path file, String name, Class<T> type) {
    byte[] content = bytes(file, name);
    try {
      return MAPPER.readValue(content, type);
    } catch (JsonProcessingException e) {
      throw new UserException(sentence(name, e), e);
    } catch (IOException e) {
      throw new UserException("Cannot read " + name + ": " + AtomicFiles.reason(e) + ".", e);
    }
  }

  /** The {@code format} field of a file; 1 where it has none. Other fields are not looked at. */
  static int format(Path file, String name) {
    try {
      JsonNode root = MAPPER.readTree(bytes(file, name));
      return root == null ? 1 : root.path("format").asInt(1);
    } catch (JsonProcessingException e) {
      throw new UserException(sentence(name, e), e);
    } catch (IOException e) {
      throw new UserException("Cannot read " + name + ": " + AtomicFiles.reason(e) + ".", e);
    }
  }

  /** Indented JSON that ends with a line break. */
  static byte[] write(Object value) {
    try {
      return (WRITER.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + value.getClass(), e);
    }
  }

  private static byte[] bytes(Path file, String name) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new UserException("The file " + name + " is missing in " + file.getParent() + ".", e);
    } catch (IOException e) {
      throw new UserException("Cannot read " + name + ": " + AtomicFiles.reason(e) + ".", e);
    }
  }

  private static String sentence(String name, JsonProcessingException e) {
    JsonLocation where = e.getLocation();
    String place =
        where == null
            ? name
            : name + ", line " + where.getLineNr() + ", column " + where.getColumnNr();
    return place + ": " + problem(e) + ". Mend the file, or take back an earlier version of it.";
  }

  private static String problem(JsonProcessingException e) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      return "the field \"" + unknown.getPropertyName() + "\" is not known here";
    }
    if (e instanceof JsonMappingException && e.getCause() instanceof IllegalArgumentException bad) {
      return withoutFullStop(bad.getMessage());
    }
    return withoutFullStop(e.getOriginalMessage().lines().findFirst().orElse("not valid JSON"));
  }

  private static String withoutFullStop(String text) {
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  private static DefaultPrettyPrinter printer() {
    Separators separators =
        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER);
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter(separators);
    printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
    return printer;
  }
}
