package io.splitboard.app.cli;

import io.splitboard.app.service.LossyEffect;
import io.splitboard.core.program.LinkError;
import java.util.LinkedHashMap;
import java.util.Map;

/** What lossy codecs did, in the answers of commands. */
final class LossyJson {

  private LossyJson() {}

  /** One link. */
  static Map<String, Object> of(LinkError link) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("from", link.from());
    json.put("to", link.to());
    json.put("codec", link.codec());
    json.put("budget", link.budget().kind().word());
    json.put("allowed", link.budget().allowed());
    json.put("seen", link.error());
    json.put("maxAbsError", link.seen().absolute());
    json.put("tensor", link.tensor());
    json.put("ok", link.ok());
    return json;
  }

  /** All links of a check, and what becomes of the outputs. */
  static Map<String, Object> of(LossyEffect effect) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("links", effect.links().stream().map(LossyJson::of).toList());
    json.put("maxAbsDiff", effect.outcome().maxAbsDiff());
    json.put("maxAbsOutput", effect.outcome().maxAbsOutput());
    json.put("ok", effect.ok());
    return json;
  }

  /** The same for people. */
  static String text(LossyEffect effect) {
    StringBuilder text = new StringBuilder();
    text.append(
        "  with its lossy links: largest difference %s (largest output %s)%n"
            .formatted(effect.outcome().maxAbsDiff(), effect.outcome().maxAbsOutput()));
    for (LinkError link : effect.links()) {
      text.append(line(link));
      if (!link.ok()) {
        text.append("  ").append(link.overrun()).append('\n');
      }
    }
    return text.toString();
  }

  /** One link for people. */
  static String line(LinkError link) {
    return "  %s → %s %s%n".formatted(link.from(), link.to(), link.words());
  }
}
