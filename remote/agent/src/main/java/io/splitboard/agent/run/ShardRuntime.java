package io.splitboard.agent.run;

import io.splitboard.agent.run.ShardPlan.FragmentUse;
import io.splitboard.agent.run.ShardPlan.PlannedTask;
import io.splitboard.protocol.Binding;
import io.splitboard.protocol.Shard;
import io.splitboard.protocol.TransferSpec;
import io.splitboard.protocol.wire.WireTensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The firing rule for one shard: a task of request r fires when all its fragments for r are
 * present; the compute lane takes the highest priority, then the oldest request; fragments are
 * given up as soon as their last reader or sender is done. The source starts requests in order, at
 * most {@code max_in_flight} at a time. Thread-safe.
 *
 * <p>A request that fails anywhere is dropped here, and every peer is told once, so that all
 * devices that wait for its fragments give it up too. Whatever still arrives for it is ignored.
 */
public final class ShardRuntime {

  private final Shard shard;
  private final List<ShardPlan> plans;
  private final RunEvents events;
  private final Admission admission;
  private final Map<String, Sender> senders = new HashMap<>();
  private final Map<Integer, RequestState> requests = new LinkedHashMap<>();
  private final RequestNumbers over = new RequestNumbers();
  private final ReadyTasks ready = new ReadyTasks();
  private Runnable waitingTaken = () -> {};
  private boolean closed;
  private Optional<String> down = Optional.empty();

  /** Makes the runtime of a shard. Peers are added by {@link #connect}. */
  public ShardRuntime(Shard shard, RunEvents events) {
    this.shard = shard;
    this.plans = ShardPlan.turns(shard);
    this.events = events;
    this.admission = new Admission(shard.getMaxInFlight());
  }

  /** The shard that runs. */
  public Shard shard() {
    return shard;
  }

  /** What is done for a request. */
  private ShardPlan plan(int request) {
    return plans.get(request % plans.size());
  }

  /** Adds the way to a peer. */
  public synchronized void connect(String peer, Sender sender) {
    senders.put(peer, sender);
  }

  /**
   * Brings the inputs of a request; it starts when it is its turn.
   *
   * @throws IllegalArgumentException with a sentence, if the inputs are not those of the shard or
   *     the number is not larger than all before
   */
  public synchronized void submit(int request, Map<String, WireTensor> inputs) {
    if (!inputs.keySet().equals(Set.copyOf(shard().getRequestInputsList()))) {
      throw new IllegalArgumentException(
          "Request " + request + " brings " + inputs.keySet() + ", not the shard's inputs.");
    }
    admission.submit(request, inputs);
    startWaiting();
  }

  /** Number of requests that were submitted and have not started. */
  public synchronized int waitingCount() {
    return admission.waiting();
  }

  /** Sets what is called, under the lock, whenever a waiting request has started. */
  public synchronized void onWaitingTaken(Runnable listener) {
    waitingTaken = listener;
  }

  private void startWaiting() {
    while (!closed) {
      Optional<Admission.Waiting> next = admission.start();
      if (next.isEmpty()) {
        return;
      }
      int request = next.get().request();
      begin(request, true);
      // Several inputs: the request may be over after the first ones, so each looks it up again.
      next.get().inputs().forEach((key, tensor) -> store(request, key, tensor, () -> {}));
      waitingTaken.run();
    }
  }

  /** Tasks that read nothing fire when the first word of a request comes here. */
  private RequestState begin(int request, boolean here) {
    RequestState state = new RequestState(request, plan(request), here, System.nanoTime());
    requests.put(request, state);
    for (PlannedTask task : plan(request).tasks()) {
      if (task.readCount() == 0) {
        fire(state, task);
      }
    }
    return state;
  }

  private void fire(RequestState state, PlannedTask task) {
    ready.add(state, task);
    notifyAll();
  }

  /**
   * A fragment came from a peer.
   *
   * @param freed called, under the lock, when the fragment is not needed any more
   */
  public synchronized void arrived(
      int request, String fragment, WireTensor tensor, Runnable freed) {
    store(request, fragment, tensor, freed);
  }

  private void store(int request, String fragment, WireTensor tensor, Runnable freed) {
    FragmentUse use = plan(request).uses().get(fragment);
    if (use == null) {
      events.problem(
          "Device " + device() + " received fragment " + fragment + ", which it does not use.");
      freed.run();
      return;
    }
    if (closed || over.contains(request)) {
      freed.run();
      return;
    }
    RequestState state = requests.get(request);
    if (state == null) {
      state = begin(request, false);
    }
    if (!state.see(fragment)) {
      freed.run();
      return;
    }
    state.hold(fragment, tensor, use.count(), freed);
    if (down.isPresent()) {
      dropFailed(request, down.get());
      return;
    }
    use(state, fragment, tensor, use);
  }

  private void use(RequestState state, String fragment, WireTensor tensor, FragmentUse use) {
    for (PlannedTask reader : use.readers()) {
      if (state.present(reader)) {
        fire(state, reader);
      }
    }
    for (TransferSpec send : use.sends()) {
      Sender sender = senders.get(send.getTo());
      if (sender == null) {
        dropFailed(state.number, device() + " has no connection to " + send.getTo() + ".");
        return;
      }
      sender.send(send, state.number, tensor, () -> sent(state, fragment));
    }
    if (use.output()) {
      state.output(fragment, tensor);
      state.release(fragment);
      if (state.outputs().size() == plan(state.number).outputs().size()) {
        complete(state);
      }
      finishOne(state);
    }
  }

  private void complete(RequestState state) {
    state.completed = true;
    events.completed(state.number, state.outputs(), state.startNanos, System.nanoTime());
    admission.completed();
    startWaiting();
  }

  /** The outputs of a completed request were handed on, so that their memory is free again. */
  public synchronized void delivered() {
    admission.delivered();
    startWaiting();
  }

  private synchronized void sent(RequestState state, String fragment) {
    if (isCurrent(state)) {
      state.release(fragment);
      finishOne(state);
    }
  }

  private void finishOne(RequestState state) {
    if (state.finishOne() && isCurrent(state)) {
      requests.remove(state.number);
      over.add(state.number);
    }
  }

  private boolean isCurrent(RequestState state) {
    return requests.get(state.number) == state;
  }

  /**
   * Waits for the task that is to run next.
   *
   * @return empty once closed
   */
  public synchronized Optional<ReadyTask> take() throws InterruptedException {
    while (!closed && ready.isEmpty()) {
      wait();
    }
    return closed ? Optional.empty() : Optional.of(ready.next());
  }

  /**
   * A task is done.
   *
   * @param outputs values by the sub-model's output names
   */
  public synchronized void finished(ReadyTask run, Map<String, WireTensor> outputs) {
    RequestState state = requests.get(run.request());
    if (state == null) {
      return;
    }
    run.task().spec().getReadsList().stream()
        .map(Binding::getFragment)
        .distinct()
        .forEach(state::release);
    for (Binding made : run.task().spec().getMakesList()) {
      WireTensor tensor = outputs.get(made.getName());
      if (tensor == null) {
        dropFailed(
            state.number,
            "Task " + run.id() + " on " + device() + " made no " + made.getName() + ".");
        return;
      }
      store(state.number, made.getFragment(), tensor, () -> {});
    }
    finishOne(state);
  }

  /** A request cannot be completed; it is dropped here and everywhere. */
  public synchronized void fail(int request, String sentence) {
    dropFailed(request, sentence);
  }

  /**
   * A peer is gone. All requests of which something is left to do fail, and so do all later ones,
   * until the shard is loaded anew.
   */
  public synchronized void lost(String sentence) {
    if (!requests.isEmpty()) {
      events.problem(sentence);
    }
    down = Optional.of(sentence);
    List.copyOf(requests.keySet()).forEach(request -> dropFailed(request, sentence));
  }

  private void dropFailed(int request, String sentence) {
    if (closed || over.contains(request)) {
      return;
    }
    over.add(request);
    RequestState state = requests.remove(request);
    ready.drop(request);
    senders.values().forEach(sender -> sender.fail(request, sentence));
    if (state != null) {
      state.freeAll();
      if (state.startedHere && !state.completed) {
        events.failed(request, sentence);
        admission.failed();
        startWaiting();
      }
    }
  }

  /** Bytes of all fragments that are present. */
  public synchronized long heldBytes() {
    return requests.values().stream().mapToLong(RequestState::heldBytes).sum();
  }

  /** Number of requests of which something is left to do here. */
  public synchronized int activeRequests() {
    return requests.size();
  }

  /** Drops all requests and ends {@link #take}. */
  public synchronized void close() {
    closed = true;
    requests.values().forEach(RequestState::freeAll);
    requests.clear();
    ready.clear();
    admission.clear();
    notifyAll();
  }

  private String device() {
    return shard.getDevice();
  }
}
