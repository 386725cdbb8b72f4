package io.splitboard.fleet;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Tests of a class share what takes seconds to make. */
abstract class WithLaunches {

  @TempDir static Path cache;
  @TempDir static Path homes;

  @TempDir Path folder;

  final TestLaunches launches = new TestLaunches(cache, homes);
}
