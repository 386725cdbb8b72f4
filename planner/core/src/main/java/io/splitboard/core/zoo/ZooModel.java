package io.splitboard.core.zoo;

/**
 * A reference network that can be built on this computer.
 *
 * @param reference what a project or a command calls it, for example {@code zoo:vgg16}
 * @param title what people call it
 */
public record ZooModel(String reference, String title) {}
