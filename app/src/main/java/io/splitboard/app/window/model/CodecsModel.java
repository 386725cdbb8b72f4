package io.splitboard.app.window.model;

import io.splitboard.app.service.LinkCodecChoice;
import io.splitboard.app.window.task.BackgroundTask;
import io.splitboard.app.window.task.TaskRunner;
import io.splitboard.core.codec.Codec;
import io.splitboard.core.codec.ErrorBudget;
import io.splitboard.core.codec.LinkCodecs;
import io.splitboard.core.project.Design;
import java.util.List;
import java.util.Optional;

/** How the links of the shown design pack, and what was measured of that. */
public final class CodecsModel {
  private final ProjectSession session;
  private final SessionOverlays overlays;
  private final TaskRunner runner;
  private boolean trying;

  CodecsModel(ProjectSession session, SessionOverlays overlays, TaskRunner runner) {
    this.session = session;
    this.overlays = overlays;
    this.runner = runner;
  }

  /** What may be chosen for a link; empty if the shown design sends nothing over it. */
  public Optional<LinkCodecChoice> choice(String from, String to) {
    return overlays.codecs().stream().filter(choice -> choice.isOf(from, to)).findFirst();
  }

  /** Whether it was measured what codecs do with the network's tensors. */
  public boolean tried() {
    return session.workspace().profile().codecs().isComplete();
  }

  /**
   * Packs what goes over a link otherwise: one step of undo. A lossy codec gets the budget of
   * {@link #budget}.
   */
  public void pack(String from, String to, Codec codec) {
    if (codec.isLossless()) {
      session.designs().pack(codecs -> codecs.with(from, to, codec));
    } else {
      ErrorBudget budget = budget(from, to, codec);
      session.designs().pack(codecs -> codecs.with(from, to, codec, budget));
    }
    String how = codec == Codec.NONE ? " packs nothing" : " packs with " + codec.word();
    session.log().info(from + " → " + to + how + (codec.isLossless() ? "" : ", which is lossy"));
  }

  /** What error a lossy codec may make on a link: as the design says, else what it promises. */
  public ErrorBudget budget(String from, String to, Codec codec) {
    LinkCodecs codecs = session.designs().current().partition().codecs();
    return codecs.budget(from, to).orElseGet(codec::guarantee);
  }

  /** Takes for each link that the shown design uses what was measured to be quickest. */
  public void packQuickest() {
    List<LinkCodecChoice> choices = overlays.codecs();
    session
        .designs()
        .pack(
            codecs -> {
              LinkCodecs chosen = codecs;
              for (LinkCodecChoice choice : choices) {
                Codec codec = choice.quickest().codec();
                chosen = chosen.with(choice.link().from(), choice.link().to(), codec);
              }
              return chosen;
            });
  }

  /** A design that packs is predicted by what was measured of the codecs: then they are tried. */
  void needed(Design design) {
    if (!design.partition().codecs().packNothing() && !tried()) {
      tryAll();
    }
  }

  /** Tries the codecs on the network's own tensors, on this computer. */
  public void tryAll() {
    if (trying) {
      return;
    }
    trying = true;
    session.tell("");
    session.status().working("Trying codecs on the network's own tensors", -1);
    BackgroundTask.of("Trying codecs", session.workspace()::codecs)
        .onProgress(session.status()::working)
        .onSuccess(
            tried -> {
              session.log().info("Tried codecs on the network's own tensors.");
              session.prediction().again();
            })
        .onFailure(session::tell)
        .onFinished(
            () -> {
              trying = false;
              session.statusAgain();
            })
        .start(runner);
  }
}
