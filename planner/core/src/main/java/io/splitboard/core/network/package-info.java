/** The network as a graph of layers and tensors. */
package io.splitboard.core.network;
