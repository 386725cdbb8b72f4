package io.splitboard.app.picture.topology;

import io.splitboard.app.picture.network.Reading;

/**
 * What is known about one direction of a connection.
 *
 * @param from id of the sender
 * @param to id of the receiver
 * @param predictedMbit rate that predictions use, Mbit/s
 * @param measuredMbit rate seen in the last or live run, Mbit/s
 * @param roundTripMs there and back without load
 * @param busyShare share of the time in which it sends, 0 to 1
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
    String origin,
    String problem) {}
