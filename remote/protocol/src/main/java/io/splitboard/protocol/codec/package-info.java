/** How tensors are packed on their way: the same bits come out, unless a codec says otherwise. */
package io.splitboard.protocol.codec;
