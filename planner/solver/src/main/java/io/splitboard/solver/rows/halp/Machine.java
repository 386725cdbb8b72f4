package io.splitboard.solver.rows.halp;

/**
 * A device in the paper's time model.
 *
 * @param macsPerMs multiply-accumulates in a ms, the same for every kind of layer
 * @param overheadMs added to every chunk of rows that convolves
 * @param memoryBytesPerMs how fast dense layers read their weights
 */
public record Machine(double macsPerMs, double overheadMs, double memoryBytesPerMs) {

  /** Checks the numbers. */
  public Machine {
    if (!(macsPerMs > 0) || !(overheadMs >= 0) || !(memoryBytesPerMs > 0)) {
      throw new IllegalArgumentException("a device needs rates above 0 and no negative overhead");
    }
  }

  /** Rates in the usual units: 10⁹ MAC/s, ms, 10⁹ B/s. */
  public static Machine of(double gmacPerSecond, double overheadMs, double gigabytesPerSecond) {
    return new Machine(gmacPerSecond * 1e6, overheadMs, gigabytesPerSecond * 1e6);
  }
}
