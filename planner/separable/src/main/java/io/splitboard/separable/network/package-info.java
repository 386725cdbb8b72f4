/** The network family: its shape, its weights and its checkpoints. No engine. */
package io.splitboard.separable.network;
