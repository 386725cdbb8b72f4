package io.splitboard.fleet.profiling;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.fleet.Prompts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AskedOnceTest {

  private final List<String> asked = new ArrayList<>();
  private final char[] given = "open".toCharArray();

  @Test
  void eachPasswordIsAskedForOnceAlthoughItsReaderWipesIt() {
    try (AskedOnce prompts = new AskedOnce(user())) {
      Arrays.fill(prompts.password("pi", "pi-a").orElseThrow(), '\0');
      assertThat(prompts.password("pi", "pi-a")).contains("open".toCharArray());
      assertThat(prompts.password("pi", "other")).isEmpty();
    }
    assertThat(asked).containsExactly("pi-a", "other");
    assertThat(given).containsOnly('\0');
  }

  @Test
  void hostKeysAreTheUsersMatter() {
    try (AskedOnce prompts = new AskedOnce(user())) {
      assertThat(prompts.acceptHostKey("pi-a", "ssh-ed25519", "SHA256:x")).isTrue();
      assertThat(prompts.acceptHostKey("other", "ssh-ed25519", "SHA256:x")).isFalse();
    }
  }

  private Prompts user() {
    return new Prompts() {
      @Override
      public boolean acceptHostKey(String host, String keyType, String fingerprint) {
        return host.equals("pi-a");
      }

      @Override
      public Optional<char[]> password(String user, String host) {
        asked.add(host);
        return host.equals("pi-a") ? Optional.of(given) : Optional.empty();
      }
    };
  }
}
