/** The masked super-network on DJL's PyTorch engine, and its training. */
package io.splitboard.separable.training;
