package io.splitboard.fleet.run;

import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.splitboard.fleet.RunListener;
import io.splitboard.fleet.agent.DeviceSession;
import io.splitboard.protocol.TelemetryFrame;
import io.splitboard.protocol.TelemetryRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the telemetry of one device. */
final class TelemetryReader
    implements ClientResponseObserver<TelemetryRequest, TelemetryFrame>, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(TelemetryReader.class);
  private static final int PERIOD_MS = 150;

  private final DeviceSession session;
  private final Timings timings;
  private final Ledger ledger;
  private final RunListener listener;
  private final TelemetryView view;
  private ClientCallStreamObserver<TelemetryRequest> call;

  TelemetryReader(DeviceSession session, Timings timings, Ledger ledger, RunListener listener) {
    this.session = session;
    this.timings = timings;
    this.ledger = ledger;
    this.listener = listener;
    this.view = new TelemetryView(session.device(), timings::transferMs);
  }

  /** Starts to read. */
  void open() {
    TelemetryRequest request = TelemetryRequest.newBuilder().setPeriodMs(PERIOD_MS).build();
    session.client().streams().telemetry(request, this);
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<TelemetryRequest> requests) {
    call = requests;
  }

  @Override
  public void onNext(TelemetryFrame frame) {
    timings.add(session.device(), frame);
    frame.getProblemsList().forEach(ledger::problem);
    listener.telemetry(view.add(frame));
  }

  /** A run without telemetry is still a run; an agent that is gone is noticed elsewhere. */
  @Override
  public void onError(Throwable failure) {
    log.debug("the telemetry of {} ended", session.device(), failure);
  }

  @Override
  public void onCompleted() {
    log.debug("{} ended its telemetry", session.device());
  }

  @Override
  public void close() {
    call.cancel("the run is over", null);
  }
}
