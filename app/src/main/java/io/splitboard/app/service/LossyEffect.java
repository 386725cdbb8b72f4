package io.splitboard.app.service;

import io.splitboard.core.program.LinkError;
import java.util.List;

/**
 * What lossy codecs on links do to results.
 *
 * @param links that pack with a lossy codec, and the largest error that each made
 * @param outcome how the results compare with the whole network's; a difference is no fault
 */
public record LossyEffect(List<LinkError> links, PiecewiseCheck.Outcome outcome) {

  /** Copies the list. */
  public LossyEffect {
    links = List.copyOf(links);
  }

  /** Whether every link keeps its budget, and no result became infinite or no number. */
  public boolean ok() {
    return links.stream().allMatch(LinkError::ok) && Double.isFinite(outcome.maxAbsDiff());
  }

  /** The largest difference of an output over the largest output. */
  public double relative() {
    return outcome.maxAbsDiff() == 0 ? 0 : outcome.maxAbsDiff() / outcome.maxAbsOutput();
  }
}
