/** Tensors on their way between processes. */
package io.splitboard.protocol.wire;
