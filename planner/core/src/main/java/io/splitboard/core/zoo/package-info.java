/** Builds the reference networks as real ONNX files with seeded random weights. */
package io.splitboard.core.zoo;
