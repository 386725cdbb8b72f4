package io.splitboard.app.service;

/**
 * How the results of a run that goes on agree with the whole network's so far.
 *
 * @param results how many were compared
 * @param maxAbsDiff largest difference of any output element
 * @param maxAbsOutput largest absolute output element of the whole network
 * @param bitExact whether all results equal the whole network's bit for bit
 */
public record RunAgreement(int results, double maxAbsDiff, double maxAbsOutput, boolean bitExact) {

  /** Nothing was compared yet. */
  public static final RunAgreement NONE = new RunAgreement(0, 0, 0, true);
}
