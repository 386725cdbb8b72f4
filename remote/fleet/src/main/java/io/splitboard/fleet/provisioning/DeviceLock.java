package io.splitboard.fleet.provisioning;

import io.splitboard.core.UserException;
import io.splitboard.fleet.ssh.DeviceShell;
import io.splitboard.fleet.ssh.RunningCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a device for one deployment. The lock is a folder on the device that belongs to a small
 * process there, which lives as long as the connection: whatever ends the connection frees the
 * device, and a lock whose process is gone is cleaned by the next one who asks.
 */
public final class DeviceLock implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(DeviceLock.class);
  private static final Duration RELEASE_LIMIT = Duration.ofSeconds(5);

  /** Reads who asks, answers {@code locked} or {@code held} with the owner, and holds on. */
  private static final String HOLD =
      """
      read -r owner
      mkdir -p "$HOME/.splitboard" || exit 1
      lock="$HOME/.splitboard/lock"
      boot=$(cat /proc/sys/kernel/random/boot_id 2>/dev/null || echo none)
      alive() {
        [ -f "$lock/holder" ] || sleep 1
        read -r pid then < "$lock/holder" 2>/dev/null || return 1
        [ "$then" = "$boot" ] && kill -0 "$pid" 2>/dev/null
      }
      if ! mkdir "$lock" 2>/dev/null; then
        if alive; then echo "held $(cat "$lock/owner")"; exit 9; fi
        rm -rf "$lock"
        mkdir "$lock" || exit 1
      fi
      echo "$$ $boot" > "$lock/holder"
      echo "$owner" > "$lock/owner"
      trap 'rm -rf "$lock"' EXIT
      trap 'exit 0' HUP INT TERM PIPE
      echo locked
      cat > /dev/null
      """;

  private final String title;
  private final RunningCommand holder;

  private DeviceLock(String title, RunningCommand holder) {
    this.title = title;
    this.holder = holder;
  }

  /**
   * Takes the lock of a device.
   *
   * @param owner who asks and since when, for the one who asks next; one line
   * @throws UserException if another deployment has the device
   */
  public static DeviceLock take(DeviceShell shell, String owner) {
    RunningCommand holder = shell.start(HOLD);
    try {
      holder.input().write((owner + "\n").getBytes(StandardCharsets.UTF_8));
      holder.input().flush();
      String answer =
          new BufferedReader(new InputStreamReader(holder.output(), StandardCharsets.UTF_8))
              .readLine();
      if ("locked".equals(answer)) {
        return new DeviceLock(shell.title(), holder);
      }
      holder.close();
      throw refusal(shell.title(), answer);
    } catch (IOException e) {
      holder.close();
      throw refusal(shell.title(), null);
    }
  }

  private static UserException refusal(String title, String answer) {
    if (answer != null && answer.startsWith("held ")) {
      return new UserException(
          "%s is in use by %s: wait for that deployment to end, or stop it there."
              .formatted(title, answer.substring("held ".length())));
    }
    return new UserException(
        "%s could not be reserved in ~/.splitboard/lock: check the permissions of its home folder and its free space."
            .formatted(title));
  }

  /** Frees the device. */
  @Override
  public void close() {
    try {
      holder.input().close();
    } catch (IOException e) {
      log.debug("the lock of {} went with its connection", title, e);
    }
    if (!holder.awaitExit(RELEASE_LIMIT)) {
      log.warn("the lock of {} was not released in time", title);
    }
    holder.close();
  }
}
