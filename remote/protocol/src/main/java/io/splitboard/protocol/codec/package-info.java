/** How tensors are packed on their way, without loss: the same bits come out. */
package io.splitboard.protocol.codec;
