package io.splitboard.app.window.dialog;

import io.splitboard.fleet.Prompts;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Answers what a connection asks by asking the user; the connecting thread waits meanwhile. */
public final class WindowPrompts implements Prompts {
  private final Dialogs dialogs;
  private final Executor window;

  /** Asks through dialogs on the window's thread. */
  public WindowPrompts(Dialogs dialogs, Executor window) {
    this.dialogs = dialogs;
    this.window = window;
  }

  @Override
  public boolean acceptHostKey(String host, String keyType, String fingerprint) {
    return ask(() -> dialogs.hostKey(host, keyType, fingerprint));
  }

  @Override
  public Optional<char[]> password(String user, String host) {
    return ask(() -> dialogs.password(user, host));
  }

  private <T> T ask(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    window.execute(
        () -> {
          try {
            answer.complete(question.get());
          } catch (RuntimeException failure) {
            answer.completeExceptionally(failure);
          }
        });
    try {
      return answer.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw (CancellationException) new CancellationException("cancelled").initCause(interrupted);
    } catch (ExecutionException failure) {
      throw new IllegalStateException("the question could not be asked", failure.getCause());
    }
  }
}
