package io.splitboard.core.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.splitboard.core.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;

/** Usual figures of devices and links, from the files in {@code assets/catalogue}. */
public final class Catalogue {

  private static final List<CatalogueEntry> ENTRIES =
      List.of(read("devices.json", CatalogueEntry[].class));
  private static final List<LinkPreset> PRESETS = List.of(read("links.json", LinkPreset[].class));

  private Catalogue() {}

  /** All models of devices. */
  public static List<CatalogueEntry> entries() {
    return ENTRIES;
  }

  /** All kinds of links. */
  public static List<LinkPreset> presets() {
    return PRESETS;
  }

  /**
   * The entry with this id.
   *
   * @throws UserException if there is none
   */
  public static CatalogueEntry entry(String id) {
    return ENTRIES.stream()
        .filter(entry -> entry.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new UserException(
                    "The catalogue has no device model %s: choose one of %s."
                        .formatted(id, names(ENTRIES.stream().map(CatalogueEntry::id).toList()))));
  }

  /**
   * The link preset with this id.
   *
   * @throws UserException if there is none
   */
  public static LinkPreset preset(String id) {
    return PRESETS.stream()
        .filter(preset -> preset.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new UserException(
                    "The catalogue has no link preset %s: choose one of %s."
                        .formatted(id, names(PRESETS.stream().map(LinkPreset::id).toList()))));
  }

  /**
   * A device with a catalogue entry's figures.
   *
   * @throws UserException if there is no such entry
   */
  public static Device device(String entryId, String deviceId, Connection connection) {
    return entry(entryId).device(deviceId, connection);
  }

  private static String names(List<String> ids) {
    return ids.stream().collect(Collectors.joining(", "));
  }

  private static <T> T read(String resource, Class<T> type) {
    try (InputStream stream = Catalogue.class.getResourceAsStream(resource)) {
      return new ObjectMapper().readValue(stream, type);
    } catch (IOException e) {
      throw new UncheckedIOException("the catalogue's " + resource + " cannot be read", e);
    }
  }
}
