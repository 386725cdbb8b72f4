package io.splitboard.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.agent.TestModels;
import io.splitboard.protocol.Binding;
import io.splitboard.protocol.Shard;
import io.splitboard.protocol.TaskSpec;
import io.splitboard.protocol.TransferSpec;
import io.splitboard.protocol.wire.WireTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The firing rule, with tasks and links that are only noted. */
class ShardRuntimeTest {

  private static final WireTensor VALUE = TestModels.floats(1, 2, 3, 4);

  private final List<String> events = new ArrayList<>();
  private final List<Runnable> unsent = new ArrayList<>();
  private int freed;

  private static Binding bind(String name) {
    return Binding.newBuilder().setFragment(name).setName(name).build();
  }

  private static TaskSpec task(String id, int priority, List<String> reads, String makes) {
    TaskSpec.Builder task =
        TaskSpec.newBuilder().setId(id).setPriority(priority).addMakes(bind(makes));
    reads.forEach(read -> task.addReads(bind(read)));
    return task.build();
  }

  private ShardRuntime runtime(Shard shard) {
    ShardRuntime runtime =
        new ShardRuntime(
            shard,
            new RunEvents() {
              @Override
              public void completed(int request, Map<String, WireTensor> outputs, long s, long e) {
                events.add("completed " + request + " " + outputs.keySet());
              }

              @Override
              public void failed(int request, String sentence) {
                events.add("failed " + request + ": " + sentence);
              }

              @Override
              public void problem(String sentence) {
                events.add("problem");
              }
            });
    runtime.connect(
        "peer",
        new Sender() {
          @Override
          public void send(TransferSpec transfer, int request, WireTensor tensor, Runnable sent) {
            events.add("send " + transfer.getFragment() + " " + request);
            unsent.add(sent);
          }

          @Override
          public void fail(int request, String sentence) {
            events.add("tell " + request);
          }
        });
    return runtime;
  }

  private void arrive(ShardRuntime runtime, int request, String fragment) {
    runtime.arrived(request, fragment, VALUE, () -> freed++);
  }

  private static ReadyTask take(ShardRuntime runtime) throws InterruptedException {
    return runtime.take().orElseThrow();
  }

  @Test
  void takesTheHighestPriorityThenTheOldestRequest() throws Exception {
    ShardRuntime runtime =
        runtime(
            Shard.newBuilder()
                .addTasks(task("late", 0, List.of("a"), "x"))
                .addTasks(task("early", 5, List.of("a", "b"), "y"))
                .build());
    arrive(runtime, 2, "a");
    arrive(runtime, 1, "a");
    arrive(runtime, 2, "b");
    arrive(runtime, 1, "b");

    List<String> order = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ReadyTask next = take(runtime);
      order.add(next.id() + next.request());
    }
    assertThat(order).containsExactly("early1", "early2", "late1", "late2");
  }

  @Test
  void freesAFragmentAfterItsLastReaderAndSender() throws Exception {
    ShardRuntime runtime =
        runtime(
            Shard.newBuilder()
                .addTasks(task("one", 0, List.of("a"), "x"))
                .addTasks(task("two", 0, List.of("a", "x"), "y"))
                .addSends(TransferSpec.newBuilder().setId("t").setFragment("a").setTo("peer"))
                .build());
    arrive(runtime, 0, "a");
    assertThat(events).containsExactly("send a 0");

    runtime.finished(take(runtime), Map.of("x", VALUE));
    unsent.get(0).run();
    assertThat(freed).isZero();
    runtime.finished(take(runtime), Map.of("y", VALUE));

    assertThat(freed).isEqualTo(1);
    assertThat(runtime.heldBytes()).isZero();
    assertThat(runtime.activeRequests()).isZero();
  }

  @Test
  void tasksThatReadNothingFireWithTheirRequest() throws Exception {
    ShardRuntime runtime =
        runtime(
            Shard.newBuilder()
                .addTasks(task("free", 0, List.of(), "c"))
                .addTasks(task("both", 0, List.of("a", "c"), "x"))
                .build());
    arrive(runtime, 0, "a");
    ReadyTask free = take(runtime);
    assertThat(free.id()).isEqualTo("free");

    runtime.finished(free, Map.of("c", VALUE));

    assertThat(take(runtime).inputs()).containsOnlyKeys("a", "c");
  }

  @Test
  void ignoresFragmentsThatAreDoubleLateOrUnknown() throws Exception {
    ShardRuntime runtime =
        runtime(Shard.newBuilder().addTasks(task("one", 0, List.of("a", "b"), "x")).build());
    arrive(runtime, 0, "a");
    arrive(runtime, 0, "a");
    assertThat(freed).isEqualTo(1);
    arrive(runtime, 0, "nobody's");
    assertThat(freed).isEqualTo(2);
    assertThat(events).containsExactly("problem");
    arrive(runtime, 0, "b");
    runtime.finished(take(runtime), Map.of("x", VALUE));
    assertThat(freed).isEqualTo(4);

    arrive(runtime, 0, "a");

    assertThat(freed).isEqualTo(5);
    assertThat(runtime.activeRequests()).isZero();
  }

  @Test
  void startsNoMoreRequestsThanMayBeInFlightAndInOrder() throws Exception {
    ShardRuntime runtime =
        runtime(
            Shard.newBuilder()
                .setSource(true)
                .setMaxInFlight(2)
                .addTasks(task("one", 0, List.of("in"), "out"))
                .addRequestInputs("in")
                .addRequestOutputs("out")
                .build());
    for (int request = 0; request < 5; request++) {
      runtime.submit(request, Map.of("in", VALUE));
    }
    assertThat(runtime.activeRequests()).isEqualTo(2);
    assertThat(runtime.waitingCount()).isEqualTo(3);

    for (int request = 0; request < 5; request++) {
      ReadyTask next = take(runtime);
      assertThat(next.request()).isEqualTo(request);
      runtime.finished(next, Map.of("out", VALUE));
    }

    assertThat(events).hasSize(5).first().isEqualTo("completed 0 [out]");
    assertThat(runtime.activeRequests()).isZero();
  }

  @Test
  void aFailedRequestIsToldOnceAndItsPlaceGoesToTheNext() throws Exception {
    ShardRuntime runtime =
        runtime(
            Shard.newBuilder()
                .setSource(true)
                .setMaxInFlight(1)
                .addTasks(task("one", 0, List.of("in"), "out"))
                .addRequestInputs("in")
                .addRequestOutputs("out")
                .build());
    runtime.submit(0, Map.of("in", VALUE));
    runtime.submit(1, Map.of("in", VALUE));
    ReadyTask first = take(runtime);

    runtime.fail(0, "It broke.");
    runtime.fail(0, "It broke again.");
    runtime.finished(first, Map.of("out", VALUE));

    assertThat(events).containsExactly("tell 0", "failed 0: It broke.");
    assertThat(take(runtime).request()).isEqualTo(1);
    assertThat(runtime.heldBytes()).isEqualTo(VALUE.bytes());
  }

  @Test
  void withoutAPeerEverythingFails() throws Exception {
    ShardRuntime runtime =
        runtime(Shard.newBuilder().addTasks(task("one", 0, List.of("a", "b"), "x")).build());
    arrive(runtime, 0, "a");

    runtime.lost("Gone.");
    arrive(runtime, 1, "a");

    assertThat(events).containsExactly("problem", "tell 0", "tell 1");
    assertThat(freed).isEqualTo(2);
    assertThat(runtime.activeRequests()).isZero();
  }
}
