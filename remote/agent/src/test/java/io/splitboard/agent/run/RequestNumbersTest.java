package io.splitboard.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RequestNumbersTest {

  @Property(tries = 300)
  void isASet(@ForAll List<@IntRange(max = 60) Integer> numbers) {
    RequestNumbers set = new RequestNumbers();
    Set<Integer> expected = new HashSet<>();
    for (int number : numbers) {
      set.add(number);
      expected.add(number);
    }

    for (int number = -1; number <= 61; number++) {
      assertThat(set.contains(number)).isEqualTo(expected.contains(number));
    }
    long starts = expected.stream().filter(number -> !expected.contains(number - 1)).count();
    assertThat(set.size()).isEqualTo((int) starts);
  }
}
