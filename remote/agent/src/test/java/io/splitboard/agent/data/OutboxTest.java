package io.splitboard.agent.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.protocol.TransferSpec;
import io.splitboard.protocol.wire.OnnxTypes;
import io.splitboard.protocol.wire.WireTensor;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OutboxTest {

  private final Outbox outbox = new Outbox();

  private void add(int request, int priority, int bytes) {
    outbox.add(
        TransferSpec.newBuilder().setId("t").setPriority(priority).build(),
        request,
        WireTensor.zeros(OnnxTypes.UINT8, bytes),
        () -> {});
  }

  private int takeRequest() throws InterruptedException {
    return ((Outbox.Fragment) outbox.take().orElseThrow()).request();
  }

  /** Whether nothing may be sent now: a sender waits until it is closed. */
  private boolean isBlocked() throws Exception {
    CompletableFuture<Optional<Outbox.Item>> next =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return outbox.take();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    outbox.close();
    return next.get(10, TimeUnit.SECONDS).isEmpty();
  }

  @Test
  void sendsByPriorityThenInOrder() throws Exception {
    outbox.open(1000);
    add(5, 0, 1);
    add(4, 0, 1);
    add(9, 7, 1);

    assertThat(takeRequest()).isEqualTo(9);
    assertThat(takeRequest()).isEqualTo(5);
    assertThat(takeRequest()).isEqualTo(4);
  }

  @Test
  void sendsNothingBeforeTheWindowIsOpen() throws Exception {
    add(0, 0, 1);

    assertThat(isBlocked()).isTrue();
  }

  @Test
  void stopsWithoutCreditAndGoesOnWithIt() throws Exception {
    outbox.open(10);
    add(0, 0, 30);
    add(1, 0, 5);
    add(2, 0, 5);
    assertThat(takeRequest()).isZero();

    outbox.consumed(0, 30);
    assertThat(takeRequest()).isEqualTo(1);
    assertThat(takeRequest()).isEqualTo(2);
    add(3, 0, 5);
    assertThat(isBlocked()).isTrue();
  }

  @Test
  void theOldestRequestPassesWithoutCredit() throws Exception {
    outbox.open(10);
    add(1, 5, 10);
    add(2, 5, 10);
    add(1, 0, 10);

    assertThat(takeRequest()).isEqualTo(1);
    // The window is full of request 1; what it still lacks must not wait behind request 2.
    assertThat(takeRequest()).isEqualTo(1);
    outbox.consumed(1, 10);
    outbox.consumed(1, 10);
    assertThat(takeRequest()).isEqualTo(2);
  }

  @Test
  void noticesOvertakeAndDropTheirRequest() throws Exception {
    outbox.open(1000);
    add(1, 0, 1);
    add(2, 0, 1);
    outbox.fail(new Outbox.Notice(1, "broke"));

    assertThat(outbox.take()).contains(new Outbox.Notice(1, "broke"));
    assertThat(takeRequest()).isEqualTo(2);
    assertThat(isBlocked()).isTrue();
  }
}
