package io.splitboard.app.cli;

import java.util.Map;

/**
 * What a command has to say: the same facts as one JSON object and as text.
 *
 * @param json fields in the order in which they are written
 * @param text for people, any number of lines, each with a line break
 * @param exitCode one of {@link ExitCode}
 */
record Answer(Map<String, Object> json, String text, int exitCode) {

  static Answer ok(Map<String, Object> json, String text) {
    return new Answer(json, text, ExitCode.OK);
  }
}
