package io.splitboard.core.workload.pipeedge;

import com.fasterxml.jackson.databind.JsonNode;
import io.splitboard.core.UserException;
import io.splitboard.core.workload.ExchangeFile;
import io.splitboard.core.workload.Fields;
import io.splitboard.core.workload.pipeedge.LayerChain.DeviceType;
import io.splitboard.core.workload.pipeedge.LayerChain.Layer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * PipeEdge's files: {@code models.yml}, {@code device_types.yml} and {@code devices.yml} in one
 * folder, and schedules as its scheduler prints them. They are read as plain trees: nothing in them
 * can name a class.
 */
public final class PipeEdgeYaml {

  private static final int MOST_LAYERS = 100_000;
  private static final int MOST_HOSTS = 10_000;

  private PipeEdgeYaml() {}

  /**
   * Reads one model with all device types that have a profile of it.
   *
   * @param folder with the three files
   * @throws UserException if a file is missing or makes no sense, or has no such model or profile
   */
  public static LayerChain read(Path folder, String model, String dtype, int batchSize) {
    Path models = folder.resolve("models.yml");
    Path types = folder.resolve("device_types.yml");
    Path devices = folder.resolve("devices.yml");
    JsonNode found = ExchangeFile.yaml(models).path(model);
    if (found.isMissingNode()) {
      throw new UserException("There is no model " + model + " in " + models + ": check its name.");
    }
    Fields fields = new Fields(found, "the model " + model);
    List<Layer> layers = layers(fields, model);
    JsonNode hosts = ExchangeFile.yaml(devices);
    List<DeviceType> deviceTypes = new ArrayList<>();
    for (Iterator<Map.Entry<String, JsonNode>> all = ExchangeFile.yaml(types).fields();
        all.hasNext(); ) {
      Map.Entry<String, JsonNode> type = all.next();
      List<Double> seconds = seconds(type, model, dtype, batchSize);
      if (seconds != null) {
        deviceTypes.add(deviceType(type, seconds, hosts));
      }
    }
    if (deviceTypes.isEmpty()) {
      throw new UserException(
          "No device type in %s has a profile of %s with dtype %s and batch_size %d: profile it."
              .formatted(types, model, dtype, batchSize));
    }
    return new LayerChain(
        model, dtype, batchSize, fields.whole("parameters_in"), layers, deviceTypes);
  }

  /** Fewer {@code parameters_out} than layers mean that they repeat. */
  private static List<Layer> layers(Fields fields, String model) {
    int count = fields.count("layers");
    JsonNode memory = fields.list("mem_MB", MOST_LAYERS);
    JsonNode outputs = fields.list("parameters_out", MOST_LAYERS);
    if (memory.size() != count || outputs.size() > count || outputs.isEmpty() && count > 0) {
      throw new UserException(
          "The model %s has %d layers, but %d mem_MB and %d parameters_out: make them agree."
              .formatted(model, count, memory.size(), outputs.size()));
    }
    List<Layer> layers = new ArrayList<>();
    for (int layer = 0; layer < count; layer++) {
      JsonNode elements = outputs.get(layer % outputs.size());
      if (!memory.get(layer).isNumber() || !elements.isIntegralNumber()) {
        throw new UserException(
            "Layer %d of %s needs numbers as mem_MB and parameters_out."
                .formatted(layer + 1, model));
      }
      layers.add(new Layer(memory.get(layer).asDouble(), elements.asLong()));
    }
    return layers;
  }

  /** Times of a type's matching profile; null if it has none. */
  private static List<Double> seconds(
      Map.Entry<String, JsonNode> type, String model, String dtype, int batchSize) {
    for (JsonNode profile : type.getValue().path("model_profiles").path(model)) {
      Fields fields = new Fields(profile, "a profile of " + type.getKey());
      if (profile.path("dtype").asText().equals(dtype) && fields.count("batch_size") == batchSize) {
        List<Double> seconds = new ArrayList<>();
        for (JsonNode time : fields.list("time_s", MOST_LAYERS)) {
          if (!time.isNumber()) {
            throw new UserException("A time_s of " + type.getKey() + " is not a number.");
          }
          seconds.add(time.asDouble());
        }
        return seconds;
      }
    }
    return null;
  }

  private static DeviceType deviceType(
      Map.Entry<String, JsonNode> type, List<Double> seconds, JsonNode hosts) {
    Fields fields = new Fields(type.getValue(), "the device type " + type.getKey());
    List<String> names = new ArrayList<>();
    if (hosts.hasNonNull(type.getKey())) {
      Fields devices = new Fields(hosts, "the list of devices");
      devices.list(type.getKey(), MOST_HOSTS).forEach(host -> names.add(host.asText()));
    }
    return new DeviceType(
        type.getKey(), fields.number("bw_Mbps"), fields.number("mem_MB"), seconds, names);
  }

  /** Writes the three files, from which PipeEdge's scheduler and {@link #read} read the same. */
  public static void write(LayerChain chain, Path folder) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("layers", chain.layers().size());
    model.put("mem_MB", chain.layers().stream().map(Layer::memoryMb).toList());
    model.put("parameters_in", chain.inputElements());
    model.put("parameters_out", chain.layers().stream().map(Layer::outputElements).toList());
    Map<String, Object> types = new LinkedHashMap<>();
    Map<String, Object> devices = new LinkedHashMap<>();
    for (DeviceType type : chain.deviceTypes()) {
      Map<String, Object> profile = new LinkedHashMap<>();
      profile.put("batch_size", chain.batchSize());
      profile.put("dtype", chain.dtype());
      profile.put("time_s", type.seconds());
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("bw_Mbps", type.bandwidthMbps());
      fields.put("mem_MB", type.memoryMb());
      fields.put("model_profiles", Map.of(chain.name(), List.of(profile)));
      types.put(type.name(), fields);
      devices.put(type.name(), type.hosts());
    }
    ExchangeFile.writeYaml(Map.of(chain.name(), model), folder.resolve("models.yml"));
    ExchangeFile.writeYaml(types, folder.resolve("device_types.yml"));
    ExchangeFile.writeYaml(devices, folder.resolve("devices.yml"));
  }

  /**
   * Reads a schedule: a list of maps from one host to its first and last layer.
   *
   * @throws UserException if the file is something else
   */
  public static Schedule readSchedule(Path file) {
    List<Schedule.Stage> stages = new ArrayList<>();
    for (JsonNode stage : ExchangeFile.yaml(file)) {
      JsonNode layers = stage.size() == 1 ? stage.elements().next() : stage;
      boolean two = layers.isArray() && layers.size() == 2;
      if (!stage.isObject()
          || !two
          || !layers.get(0).canConvertToInt()
          || !layers.get(1).canConvertToInt()) {
        throw new UserException(
            file + ": stage " + (stages.size() + 1) + " is not of the form \"host: [1, 6]\".");
      }
      stages.add(
          new Schedule.Stage(
              stage.fieldNames().next(), layers.get(0).asInt(), layers.get(1).asInt()));
    }
    return new Schedule(stages);
  }

  /** Writes a schedule as PipeEdge's scheduler prints it. */
  public static void write(Schedule schedule, Path file) {
    List<Map<String, List<Integer>>> stages = new ArrayList<>();
    for (Schedule.Stage stage : schedule.stages()) {
      stages.add(Map.of(stage.host(), List.of(stage.first(), stage.last())));
    }
    ExchangeFile.writeYaml(stages, file);
  }
}
