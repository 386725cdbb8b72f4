package io.splitboard.app.service;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.codec.TensorCodecs;
import io.splitboard.core.profile.Profile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is known of costs while a project is open: its profile, and codecs tried meanwhile. */
final class KnownCosts {

  private static final Logger log = LoggerFactory.getLogger(KnownCosts.class);

  private final StoredProject stored;
  private volatile TensorCodecs tried = TensorCodecs.NONE;

  KnownCosts(StoredProject stored) {
    this.stored = stored;
  }

  /** The project's measured costs; the catalogue's where there are none. */
  Profile profile() {
    Profile costs =
        Costs.of(stored.network(), stored.project().cluster(), stored.project().profile());
    return costs.with(costs.codecs().and(tried));
  }

  /** Codecs as in the profile, what is missing there tried now, in this process. */
  TensorCodecs codecs(Progress progress) {
    TensorCodecs known = profile().codecs();
    if (!known.isComplete()) {
      tried = TensorTrials.of(stored.model(), progress);
      known = profile().codecs();
    }
    return known;
  }

  /** None where a layer cannot be run by itself here: devices can be measured all the same. */
  TensorCodecs codecsOrNone(Progress progress) {
    try {
      return codecs(progress);
    } catch (UserException e) {
      log.warn("codecs could not be tried", e);
      return TensorCodecs.NONE;
    }
  }
}
