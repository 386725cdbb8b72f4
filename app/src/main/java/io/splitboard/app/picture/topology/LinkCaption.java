package io.splitboard.app.picture.topology;

import io.splitboard.app.picture.network.Reading;
import java.util.List;

/**
 * What is known about one direction of a connection.
 *
 * @param from id of the sender
 * @param to id of the receiver
 * @param predictedMbit rate that predictions use, Mbit/s
 * @param measuredMbit rate seen in the last or live run, Mbit/s
 * @param roundTripMs there and back without load
 * @param busyShare share of the time in which it sends, 0 to 1
 * @param codec how it packs, as one word; empty where everything travels as it is
 * @param packing what is known about that, line by line; empty where nothing is sent
 * @param origin where the predicted rate came from, for example {@code catalogue}
 * @param problem a sentence, or empty
 */
public record LinkCaption(
    String from,
    String to,
    double predictedMbit,
    Reading measuredMbit,
    Reading roundTripMs,
    Reading busyShare,
    String codec,
    List<String> packing,
    String origin,
    String problem) {

  /** Copies the list. */
  public LinkCaption {
    packing = List.copyOf(packing);
  }
}
