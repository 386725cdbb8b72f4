package io.splitboard.solver.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import com.google.ortools.sat.Literal;
import io.splitboard.core.Progress;
import io.splitboard.solver.SolveLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What crosses the border to the native solver, watched by the JVM's checks for such calls, which
 * end the process at the first invalid reference. Without them one shows as a rare crash.
 */
class NativeCallsTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aSearchPassesTheChecks(int threads) throws IOException, InterruptedException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xcheck:jni",
                "-cp",
                classPath,
                Program.class.getName(),
                Integer.toString(threads))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).doesNotContain("FATAL");
  }

  /** Spreads numbers evenly over three sets; fails if nothing was heard meanwhile. */
  static final class Program {

    private Program() {}

    public static void main(String[] args) {
      NativeLibrary.load();
      AtomicInteger solutions = new AtomicInteger();
      AtomicInteger bounds = new AtomicInteger();
      Search search = new Search(evenly(), new SolveLimits(20, Integer.parseInt(args[0]), 0));
      search.run(
          (values, objective, bound) -> solutions.incrementAndGet(),
          bound -> bounds.incrementAndGet(),
          Progress.NONE);
      if (solutions.get() == 0 || bounds.get() == 0) {
        throw new IllegalStateException(
            "heard of %s solutions and %s bounds".formatted(solutions, bounds));
      }
    }

    private static CpModel evenly() {
      CpModel model = new CpModel();
      Random random = new Random(1);
      List<LinearExprBuilder> sums =
          List.of(LinearExpr.newBuilder(), LinearExpr.newBuilder(), LinearExpr.newBuilder());
      for (int item = 0; item < 12; item++) {
        List<Literal> places = new ArrayList<>();
        int size = 1000 + random.nextInt(100_000);
        for (LinearExprBuilder sum : sums) {
          BoolVar here = model.newBoolVar("");
          sum.addTerm(here, size);
          places.add(here);
        }
        model.addExactlyOne(places);
      }
      IntVar most = model.newIntVar(0, 10_000_000, "most");
      sums.forEach(sum -> model.addLessOrEqual(sum, most));
      model.minimize(most);
      return model;
    }
  }
}
