package io.splitboard.fleet.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.core.tensor.TensorData;
import io.splitboard.fleet.RunListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private final List<Integer> handedOver = new ArrayList<>();
  private final Ledger ledger =
      new Ledger(
          new RunListener() {
            @Override
            public void completed(int request, double latencyMs, Map<String, TensorData> outputs) {
              handedOver.add(request);
            }
          });

  @Test
  void handsResultsOverInOrder() {
    submit(3);
    ledger.completed(2, 1, Map.of());
    ledger.completed(0, 1, Map.of());
    assertThat(handedOver).containsExactly(0);
    ledger.completed(1, 1, Map.of());
    assertThat(handedOver).containsExactly(0, 1, 2);
    ledger.allSubmitted();
    assertThat(ledger.isOver()).isTrue();
    assertThat(ledger.lostCount()).isZero();
  }

  @Test
  void goesOnPastAFailedRequest() {
    submit(2);
    ledger.failed(0, "Task t failed.");
    ledger.failed(0, "Task t failed.");
    ledger.completed(1, 1, Map.of());
    assertThat(handedOver).containsExactly(1);
    assertThat(ledger.problems()).containsExactly("Task t failed.");
    assertThat(ledger.wantsMore()).isFalse();
    assertThat(ledger.lostCount()).isEqualTo(1);
  }

  @Test
  void putsTheCauseFirstAndKeepsWhatWasComplete() {
    submit(3);
    ledger.completed(1, 1, Map.of());
    ledger.failed(2, "A peer is gone.");
    ledger.breakOff("The agent on pi-b was killed.");
    assertThat(ledger.problems())
        .containsExactly("The agent on pi-b was killed.", "A peer is gone.");
    assertThat(handedOver).isEmpty();
    ledger.handOverRest();
    assertThat(handedOver).containsExactly(1);
    assertThat(ledger.lostCount()).isEqualTo(2);
  }

  private void submit(int requests) {
    for (int i = 0; i < requests; i++) {
      ledger.submitted();
    }
  }
}
