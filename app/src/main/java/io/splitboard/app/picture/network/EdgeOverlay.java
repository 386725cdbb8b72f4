package io.splitboard.app.picture.network;

/**
 * A tensor's way from one device to another.
 *
 * @param tensor its name in the network
 * @param from id of the device that made it
 * @param to id of the device that reads it
 * @param bytes on the wire, for one request
 * @param predictedMs time from the first byte leaving to the last arriving
 * @param measuredMs the same, measured
 * @param measuredMbit payload rate seen, Mbit/s
 */
public record EdgeOverlay(
    String tensor,
    String from,
    String to,
    long bytes,
    Reading predictedMs,
    Reading measuredMs,
    Reading measuredMbit) {}
