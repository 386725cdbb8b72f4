package io.splitboard.core.project;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.codec.LinkCodecs;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.simulation.Summary;
import io.splitboard.core.simulation.Trace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The parts of an experiment as gzipped JSON; timed runs are arrays, so field names take no room.
 */
final class ExperimentCodec {

  private static final ObjectMapper MAPPER =
      Json.MAPPER
          .copy()
          .addMixIn(Trace.TaskRun.class, AsArray.class)
          .addMixIn(Trace.TransferRun.class, AsArray.class)
          .addMixIn(Trace.RequestRun.class, AsArray.class);

  /**
   * What of a design does not depend on the network being at hand. Runs from before there were
   * replicas and codecs lack them.
   */
  private record SavedDesign(
      String id,
      String name,
      Objective objective,
      Constraints constraints,
      Map<String, Placement> placements,
      Map<String, List<String>> replicas,
      LinkCodecs codecs) {

    Partition partition() {
      return new Partition(
          placements,
          replicas == null ? Map.of() : replicas,
          codecs == null ? LinkCodecs.NONE : codecs);
    }
  }

  /** Everything of an experiment but its traces and what has columns of its own. */
  record Body(
      SavedDesign design,
      Map<String, String> environment,
      Summary predicted,
      Summary measured,
      Cluster cluster,
      ProfileFile profile) {

    Design savedDesign() {
      return new Design(
          design.id(), design.name(), design.objective(), design.constraints(), design.partition());
    }

    Profile savedProfile() {
      return profile.profile();
    }
  }

  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  private interface AsArray {}

  private ExperimentCodec() {}

  static byte[] body(Experiment experiment) throws IOException {
    Design design = experiment.design();
    return pack(
        new Body(
            new SavedDesign(
                design.id(),
                design.name(),
                design.objective(),
                design.constraints(),
                design.partition().placements(),
                design.partition().replicas(),
                design.partition().codecs()),
            experiment.environment(),
            experiment.predictedSummary(),
            experiment.measuredSummary(),
            experiment.cluster(),
            ProfileFile.of(experiment.profile())));
  }

  static Body body(byte[] packed) throws IOException {
    return unpack(packed, new TypeReference<>() {});
  }

  static byte[] trace(Trace trace) throws IOException {
    return pack(trace);
  }

  static Trace trace(byte[] packed) throws IOException {
    return unpack(packed, new TypeReference<>() {});
  }

  private static byte[] pack(Object value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      MAPPER.writeValue(zip, value);
    }
    return bytes.toByteArray();
  }

  private static <T> T unpack(byte[] packed, TypeReference<T> type) throws IOException {
    try (GZIPInputStream zip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return MAPPER.readValue(zip, type);
    }
  }
}
