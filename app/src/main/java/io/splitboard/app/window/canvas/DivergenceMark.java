package io.splitboard.app.window.canvas;

/**
 * Where results first differ from the whole network's.
 *
 * @param layer id of the layer
 * @param badge the largest error, in a few characters
 * @param sentence device, part, error and tolerance
 */
public record DivergenceMark(String layer, String badge, String sentence) {}
