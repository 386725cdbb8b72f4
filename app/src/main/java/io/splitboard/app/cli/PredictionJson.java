package io.splitboard.app.cli;

import io.splitboard.app.service.Advice;
import io.splitboard.app.service.LinkCodecChoice;
import io.splitboard.core.codec.CodecCost;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.simulation.Prediction;
import io.splitboard.core.simulation.PredictionRange;
import io.splitboard.core.simulation.Summary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is said about predictions, the same in every command. */
final class PredictionJson {

  private PredictionJson() {}

  static Map<String, Object> of(Prediction prediction, Optional<PredictionRange> range) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("latencyMs", prediction.latency().latencyP50Ms());
    json.put("throughputPerSecond", prediction.throughput().throughputPerSecond());
    json.put("covered", range.isPresent() ? PredictionRange.COVERED : null);
    json.put(
        "latencyRangeMs",
        range.map(one -> List.of(one.latencyLowMs(), one.latencyHighMs())).orElse(null));
    json.put(
        "throughputRangePerSecond",
        range.map(one -> List.of(one.perSecondLow(), one.perSecondHigh())).orElse(null));
    json.put("energyJoulePerRequest", prediction.latency().energyJoulePerRequest());
    json.put("transferBytes", prediction.latency().transferBytesPerRequest());
    json.put("tasks", prediction.program().tasks().size());
    json.put("transfers", prediction.program().transfers().size());
    json.put("devices", new TreeMap<>(prediction.throughput().devices()));
    json.put("links", new TreeMap<>(prediction.throughput().links()));
    return json;
  }

  /** The figures of a run or its simulation, for JSON. */
  static Map<String, Object> of(Summary summary) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("measured", summary.measured());
    json.put("latencyP50Ms", summary.latencyP50Ms());
    json.put("latencyP99Ms", summary.latencyP99Ms());
    json.put("latencyMeanMs", summary.latencyMeanMs());
    json.put("throughputPerSecond", summary.throughputPerSecond());
    json.put("energyJoulePerRequestModelled", summary.energyJoulePerRequest());
    json.put("transferBytesPerRequest", summary.transferBytesPerRequest());
    return json;
  }

  static String text(Prediction prediction, Optional<PredictionRange> range) {
    StringBuilder text = new StringBuilder();
    text.append(
        "  predicted: latency %s, throughput %s, energy %s per request (modelled), %s sent%n"
            .formatted(
                Units.ms(prediction.latency().latencyP50Ms()),
                Units.perSecond(prediction.throughput().throughputPerSecond()),
                Units.joule(prediction.latency().energyJoulePerRequest()),
                Units.bytes(prediction.latency().transferBytesPerRequest())));
    text.append("  ").append(sentence(range)).append(System.lineSeparator());
    new TreeMap<>(prediction.throughput().devices())
        .forEach(
            (device, use) ->
                text.append(
                    "  %-12s computes %s per request, busy %s in a stream, %s of memory%n"
                        .formatted(
                            device,
                            Units.ms(use.busyMsPerRequest()),
                            Units.percent(use.busyShare()),
                            Units.bytes(use.memoryBytes()))));
    new TreeMap<>(prediction.throughput().links())
        .forEach(
            (link, use) ->
                text.append(
                    "  %-12s carries %s per request, busy %s in a stream%n"
                        .formatted(
                            link,
                            Units.bytes(use.bytesPerRequest()),
                            Units.percent(use.busyShare()))));
    return text.toString();
  }

  private static String sentence(Optional<PredictionRange> range) {
    return range
        .map(
            one ->
                "in %s of cases: latency %s to %s, throughput %s to %s"
                    .formatted(
                        Units.percent(PredictionRange.COVERED),
                        Units.ms(one.latencyLowMs()),
                        Units.ms(one.latencyHighMs()),
                        Units.perSecond(one.perSecondLow()),
                        Units.perSecond(one.perSecondHigh())))
        .orElse(
            "how far off that may be is not known: it rests on figures that were not measured"
                + " (splitboard profile)");
  }

  /** What is measured of a link's codecs. */
  static Map<String, Object> of(LinkCodecChoice choice) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("link", choice.link().from() + "→" + choice.link().to());
    json.put("codec", choice.codec().word());
    json.put("mbitPerSecond", choice.link().mbitPerSecond());
    json.put(
        "quickest", choice.costs().costs().isEmpty() ? null : choice.quickest().codec().word());
    Map<String, Object> measured = new LinkedHashMap<>();
    for (CodecCost cost : choice.costs().costs()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("ratio", cost.ratio());
      one.put("packMsPerMegabyte", cost.packMsPerMegabyte());
      one.put("unpackMsPerMegabyte", cost.unpackMsPerMegabyte());
      double rate = cost.breakEvenMbitPerSecond();
      one.put("breakEvenMbitPerSecond", Double.isInfinite(rate) ? null : rate);
      measured.put(cost.codec().word(), one);
    }
    json.put("measured", measured);
    return json;
  }

  /** Who takes turns, and how links pack where a design says so. */
  static String text(Partition partition, List<LinkCodecChoice> codecs) {
    StringBuilder text = new StringBuilder();
    partition
        .replicas()
        .keySet()
        .forEach(
            device ->
                text.append(
                    "  %s take turns%n".formatted(String.join(", ", partition.team(device)))));
    if (!partition.codecs().packNothing()) {
      for (LinkCodecChoice choice : codecs) {
        text.append(
            "  %s→%s sends %s%n"
                .formatted(choice.link().from(), choice.link().to(), choice.sentence()));
      }
    }
    return text.toString();
  }

  static Map<String, Object> of(Advice advice) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("bestSingleDevice", advice.device());
    json.put("singleLatencyMs", advice.singleLatencyMs());
    json.put("singleThroughputPerSecond", advice.singleThroughputPerSecond());
    json.put("distribute", advice.worthIt());
    json.put("sentence", advice.sentence());
    return json;
  }

  /** How many layers each device has; layers that are split are counted for every device. */
  static Map<String, Integer> layersPerDevice(Partition partition) {
    Map<String, Integer> layers = new TreeMap<>();
    for (Placement placement : partition.placements().values()) {
      placement.devices().forEach(device -> layers.merge(device, 1, Integer::sum));
    }
    return layers;
  }
}
