/** What packing tensors on their way costs and saves. */
package io.splitboard.core.codec;
