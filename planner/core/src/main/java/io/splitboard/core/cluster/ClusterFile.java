package io.splitboard.core.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.splitboard.core.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A cluster as a JSON file that people read and edit. */
public final class ClusterFile {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private ClusterFile() {}

  /**
   * Reads and checks a cluster.
   *
   * @throws UserException that names the file and the field, if it is missing or wrong
   */
  public static Cluster read(Path file) {
    try {
      return parse(Files.readString(file), file.toString());
    } catch (NoSuchFileException e) {
      throw new UserException(
          "The cluster file %s does not exist: check its name.".formatted(file), e);
    } catch (IOException e) {
      throw new UserException(
          "The cluster file %s cannot be read as UTF-8 text: check its contents and permissions."
              .formatted(file),
          e);
    }
  }

  /**
   * Reads and checks a cluster from JSON text.
   *
   * @param name what messages call the text, usually its file
   * @throws UserException that names the text and the field, if it is wrong
   */
  public static Cluster parse(String json, String name) {
    Cluster cluster;
    try {
      cluster = MAPPER.readValue(json, Cluster.class);
    } catch (JsonProcessingException e) {
      throw new UserException(sentence(name, e), e);
    }
    if (cluster == null) {
      throw new UserException("%s is empty: it should describe a cluster.".formatted(name));
    }
    check(cluster, name);
    return cluster;
  }

  /** The cluster as JSON text. */
  public static String format(Cluster cluster) {
    try {
      return MAPPER.writeValueAsString(cluster) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a cluster cannot be written as JSON", e);
    }
  }

  /** Writes a cluster to a new or existing file. */
  public static void write(Cluster cluster, Path file) throws IOException {
    Files.writeString(file, format(cluster));
  }

  private static String sentence(String name, JsonProcessingException e) {
    String where = e instanceof JsonMappingException mapping ? path(mapping) : "";
    String at = where.isEmpty() ? name : name + ", field " + where;
    if (e instanceof UnrecognizedPropertyException unknown) {
      return "%s: there is no such field; known here are %s."
          .formatted(at, sorted(unknown.getKnownPropertyIds()));
    }
    if (e instanceof ValueInstantiationException invalid && invalid.getCause() != null) {
      return "%s: %s".formatted(at, invalid.getCause().getMessage());
    }
    if (e instanceof InvalidTypeIdException type) {
      return "%s: the kind of connection is %s; it must be ssh, virtual or local."
          .formatted(at, type.getTypeId() == null ? "missing" : type.getTypeId());
    }
    if (e.getOriginalMessage().startsWith("Missing creator property")) {
      return "%s: it is missing; add it, or check the spelling of the fields beside it."
          .formatted(at);
    }
    if (e.getOriginalMessage().startsWith("Null value")) {
      return "%s: it must not be null.".formatted(at);
    }
    if (e instanceof MismatchedInputException) {
      return "%s: %s.".formatted(at, firstLine(e));
    }
    return "%s is not valid JSON at line %d, column %d: %s."
        .formatted(name, e.getLocation().getLineNr(), e.getLocation().getColumnNr(), firstLine(e));
  }

  private static String firstLine(JsonProcessingException e) {
    String text = e.getOriginalMessage().lines().findFirst().orElse("it cannot be read");
    text = text.replaceAll(" ?\\(?`?[a-z]+(\\.[a-z]+)+\\.[A-Z][\\w.$]*`?\\)?", "");
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  private static String sorted(Iterable<Object> names) {
    List<String> list = new ArrayList<>();
    names.forEach(known -> list.add(String.valueOf(known)));
    return list.stream().sorted().collect(Collectors.joining(", "));
  }

  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.toString();
  }

  private static void check(Cluster cluster, String name) {
    for (int i = 0; i < cluster.devices().size(); i++) {
      checkDevice(cluster.devices().get(i), name, "devices[" + i + "]");
    }
    Set<String> pairs = new HashSet<>();
    for (int i = 0; i < cluster.links().size(); i++) {
      checkLink(cluster.links().get(i), pairs, name, "links[" + i + "]");
    }
    present(cluster.contention(), name, "contention", "PER_LINK or PER_PORT");
  }

  private static void checkDevice(Device device, String name, String at) {
    if (device.id() == null || device.id().isBlank()) {
      throw fail(name, at + ".id", "every device needs an id, for example pi-a");
    }
    present(device.model(), name, at + ".model", "a catalogue entry, for example pi-4b");
    present(device.compute(), name, at + ".compute", "the device's speed");
    present(device.power(), name, at + ".power", "the device's electric power");
    present(device.connection(), name, at + ".connection", "how the device is reached");
    Compute compute = device.compute();
    String rates = at + ".compute.";
    positive(compute.convolutionGmacPerSecond(), name, rates + "convolutionGmacPerSecond");
    positive(compute.pointwiseGmacPerSecond(), name, rates + "pointwiseGmacPerSecond");
    positive(compute.depthwiseGmacPerSecond(), name, rates + "depthwiseGmacPerSecond");
    positive(compute.denseGmacPerSecond(), name, rates + "denseGmacPerSecond");
    positive(compute.memoryMegabytesPerSecond(), name, rates + "memoryMegabytesPerSecond");
    notNegative(compute.callOverheadMs(), name, rates + "callOverheadMs");
    notNegative(device.power().idleWatt(), name, at + ".power.idleWatt");
    notNegative(device.power().loadWatt(), name, at + ".power.loadWatt");
    positive(device.memoryBytes(), name, at + ".memoryBytes");
    positive(device.loadMegabytesPerSecond(), name, at + ".loadMegabytesPerSecond");
    checkConnection(device.connection(), name, at + ".connection.");
  }

  private static void checkConnection(Connection connection, String name, String at) {
    if (connection instanceof Connection.Virtual virtual) {
      positive(virtual.slowdown(), name, at + "slowdown");
    } else if (connection instanceof Connection.Ssh ssh) {
      if (ssh.host() == null || ssh.host().isBlank()) {
        throw fail(name, at + "host", "it must be a name or an address");
      }
      port(ssh.port(), 1, name, at + "port");
      port(ssh.dataPort(), 0, name, at + "dataPort");
    }
  }

  private static void checkLink(Link link, Set<String> pairs, String name, String at) {
    positive(link.mbitPerSecond(), name, at + ".mbitPerSecond");
    notNegative(link.delayMs(), name, at + ".delayMs");
    present(link.origin(), name, at + ".origin", "CATALOGUE, FITTED or MEASURED");
    if (link.from().equals(link.to())) {
      throw fail(name, at, "a link must lead from one device to another");
    }
    if (!pairs.add(link.from() + "\n" + link.to())) {
      throw fail(name, at, "there is already a link " + link.from() + " → " + link.to());
    }
  }

  private static void present(Object value, String name, String field, String what) {
    if (value == null) {
      throw fail(name, field, "it is missing; it must be " + what);
    }
  }

  private static void positive(double value, String name, String field) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw fail(name, field, "it is %s; it must be greater than 0".formatted(plain(value)));
    }
  }

  private static void notNegative(double value, String name, String field) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw fail(name, field, "it is %s; it must be 0 or greater".formatted(plain(value)));
    }
  }

  private static void port(int port, int least, String name, String field) {
    if (port < least || port > 65535) {
      throw fail(name, field, "it is %d; a port is %d to 65535".formatted(port, least));
    }
  }

  private static String plain(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : Double.toString(value);
  }

  private static UserException fail(String name, String field, String problem) {
    return new UserException("%s, field %s: %s.".formatted(name, field, problem));
  }
}
