/** Ways to find partitions, one package per method behind one interface. */
package io.splitboard.solver;
