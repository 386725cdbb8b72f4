package io.splitboard.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoutesTest {

  private static Link link(String from, String to, double mbit, double delayMs) {
    return new Link(from, to, mbit, delayMs, Origin.CATALOGUE);
  }

  @Test
  void quickestWayDependsOnTheSize() {
    Routes routes =
        new Routes(
            List.of(
                link("a", "fast", 1000, 20),
                link("fast", "b", 1000, 20),
                link("a", "near", 1, 0.1),
                link("near", "b", 1, 0.1)));
    assertThat(routes.route("a", "b", 10)).extracting(Link::to).containsExactly("near", "b");
    assertThat(routes.route("a", "b", 1_000_000)).extracting(Link::to).containsExactly("fast", "b");
    assertThat(routes.transferMs("a", "b", 1_000_000)).isEqualTo(56);
  }

  @Test
  void directLinkIsTakenEvenIfARelayIsQuicker() {
    Routes routes =
        new Routes(List.of(link("a", "b", 1, 5), link("a", "c", 100, 0), link("c", "b", 100, 0)));
    assertThat(routes.route("a", "b", 1000)).hasSize(1);
  }

  @Test
  void noWayIsEmptyAndTakesForEver() {
    Routes routes = new Routes(List.of(link("b", "a", 1, 5)));
    assertThat(routes.route("a", "b", 1)).isEmpty();
    assertThat(routes.transferMs("a", "b", 1)).isInfinite();
    assertThat(routes.transferMs("a", "a", 1)).isZero();
  }
}
