package io.splitboard.core.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.cluster.Origin;
import io.splitboard.core.codec.CodecCost;
import io.splitboard.core.codec.TensorCodecs;
import io.splitboard.core.profile.Calibration;
import io.splitboard.core.profile.CostModel;
import io.splitboard.core.profile.DeviceProfile;
import io.splitboard.core.profile.Figure;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.profile.Uncertainty;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What profile.json holds. All times in ms.
 *
 * @param format version of the project's files
 * @param devices costs by device id
 * @param links rate and delay of every link
 * @param codecs what packing costs and saves, as measured on the network's tensors; absent where
 *     that was not measured
 * @param models what layers cost by kind and size, by device id
 * @param uncertainty how far times may be off
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProfileFile(
    int format,
    Map<String, DeviceCosts> devices,
    List<Link> links,
    Map<String, List<CodecCost>> codecs,
    Map<String, CostModel> models,
    Uncertainty uncertainty) {

  private static final Figure NONE = new Figure(0, Origin.CATALOGUE);

  /** Costs on one device. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record DeviceCosts(
      Figure overheadMs,
      Figure perMegabyteMs,
      Figure perPieceMs,
      Map<String, Figure> layerMs,
      List<Bundle> bundles) {

    DeviceCosts {
      if (overheadMs == null) {
        throw new IllegalArgumentException("a device's costs need \"overheadMs\"");
      }
      perMegabyteMs = perMegabyteMs == null ? NONE : perMegabyteMs;
      perPieceMs = perPieceMs == null ? NONE : perPieceMs;
      layerMs = layerMs == null ? Map.of() : layerMs;
      bundles = bundles == null ? List.of() : bundles;
    }
  }

  /** Time of a task that covers these layers. */
  record Bundle(Figure ms, List<String> layers) {}

  ProfileFile {
    if (devices == null || links == null) {
      throw new IllegalArgumentException("a profile needs \"devices\" and \"links\"");
    }
  }

  static ProfileFile of(Profile profile) {
    Map<String, DeviceCosts> devices = new LinkedHashMap<>();
    profile.devices().forEach((id, costs) -> devices.put(id, costs(costs)));
    Map<String, List<CodecCost>> codecs = profile.codecs().costs();
    Calibration calibration = profile.calibration();
    boolean calibrated = !calibration.equals(Calibration.NONE);
    return new ProfileFile(
        ProjectFile.FORMAT,
        devices,
        profile.links(),
        codecs.isEmpty() ? null : codecs,
        calibrated ? calibration.models() : null,
        calibrated ? calibration.uncertainty() : null);
  }

  Profile profile() {
    Map<String, DeviceProfile> profiles = new LinkedHashMap<>();
    devices.forEach((id, costs) -> profiles.put(id, profile(costs)));
    TensorCodecs measured = codecs == null ? TensorCodecs.NONE : new TensorCodecs(codecs);
    Calibration calibration =
        new Calibration(
            models == null ? Map.of() : models,
            uncertainty == null ? Uncertainty.UNKNOWN : uncertainty);
    return new Profile(profiles, links, measured, calibration);
  }

  private static DeviceCosts costs(DeviceProfile profile) {
    List<Bundle> bundles = new ArrayList<>();
    profile
        .bundleMs()
        .forEach((key, ms) -> bundles.add(new Bundle(ms, List.of(key.split("\n", -1)))));
    return new DeviceCosts(
        profile.overheadMs(),
        profile.perMegabyteMs(),
        profile.perPieceMs(),
        profile.layerMs(),
        bundles);
  }

  private static DeviceProfile profile(DeviceCosts costs) {
    Map<String, Figure> bundles = new LinkedHashMap<>();
    costs.bundles().forEach(b -> bundles.put(DeviceProfile.bundleKey(b.layers()), b.ms()));
    return new DeviceProfile(
        costs.overheadMs(), costs.perMegabyteMs(), costs.perPieceMs(), costs.layerMs(), bundles);
  }
}
