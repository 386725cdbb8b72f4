package io.splitboard.app.study.rows;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** Files of numbers beside this package's classes. */
final class Resource {

  private Resource() {}

  static Properties properties(String name) {
    try (Reader file =
        new InputStreamReader(Resource.class.getResourceAsStream(name), StandardCharsets.UTF_8)) {
      Properties properties = new Properties();
      properties.load(file);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }
}
