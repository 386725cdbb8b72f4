package io.splitboard.app.picture.network;

import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A device's part of the band under a box.
 *
 * @param device id
 * @param share of the band's length, 0 to 1
 */
public record Band(String device, double share) {

  /**
   * The band of some layers. Whole layers give one piece for each run of neighbours on the same
   * device, by number of layers; as soon as one is split, one piece for each device.
   *
   * @return shares that add up to 1; empty if no layer has a placement
   */
  public static List<Band> of(List<String> layers, Partition partition) {
    List<Band> pieces = new ArrayList<>();
    boolean split = false;
    for (String layer : layers) {
      Placement placement = partition.placements().get(layer);
      if (placement != null) {
        List<Band> parts = parts(placement);
        split |= parts.size() > 1;
        pieces.addAll(parts);
      }
    }
    List<Band> joined = split ? byDevice(pieces) : runs(pieces);
    double total = joined.stream().mapToDouble(Band::share).sum();
    return joined.stream().map(band -> new Band(band.device, band.share / total)).toList();
  }

  private static List<Band> parts(Placement placement) {
    if (placement instanceof Placement.Whole whole) {
      return List.of(new Band(whole.device(), 1));
    }
    List<Placement.Share> shares = ((Placement.Split) placement).shares();
    double total = shares.stream().mapToLong(share -> share.to() - share.from()).sum();
    return shares.stream()
        .filter(share -> share.to() > share.from())
        .map(share -> new Band(share.device(), (share.to() - share.from()) / total))
        .toList();
  }

  private static List<Band> runs(List<Band> pieces) {
    List<Band> runs = new ArrayList<>();
    for (Band piece : pieces) {
      int last = runs.size() - 1;
      if (last >= 0 && runs.get(last).device.equals(piece.device)) {
        runs.set(last, new Band(piece.device, runs.get(last).share + piece.share));
      } else {
        runs.add(piece);
      }
    }
    return runs;
  }

  private static List<Band> byDevice(List<Band> pieces) {
    Map<String, Double> shares = new LinkedHashMap<>();
    pieces.forEach(piece -> shares.merge(piece.device, piece.share, Double::sum));
    return shares.entrySet().stream()
        .map(entry -> new Band(entry.getKey(), entry.getValue()))
        .toList();
  }
}
