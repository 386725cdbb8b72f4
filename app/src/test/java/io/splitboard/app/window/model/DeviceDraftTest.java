package io.splitboard.app.window.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.cluster.Origin;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeviceDraftTest {
  private static Cluster cluster(List<DeviceDraft> drafts, Optional<Cluster> before) {
    return DeviceDraft.cluster(drafts, drafts.get(0).id(), Contention.PER_PORT, before);
  }

  private static Cluster two() {
    return cluster(
        List.of(DeviceDraft.virtual("a", "pi-4b"), DeviceDraft.virtual("b", "pi-4b")),
        Optional.empty());
  }

  private static DeviceDraft ssh(String host, String user) {
    return new DeviceDraft(
        "c", "pi-5", DeviceDraft.Kind.SSH, 4, host, 22, user, "~/.ssh/id", "ethernet");
  }

  @Test
  void newDevicesGetTheCataloguesFiguresAndLinksToAll() {
    Cluster made = two();
    assertThat(made.deviceIds()).containsExactly("a", "b");
    assertThat(made.links()).hasSize(2).allMatch(link -> link.origin() == Origin.CATALOGUE);
    assertThat(made.device("a").connection()).isEqualTo(new Connection.Virtual(4));
  }

  @Test
  void devicesThatAreNotTouchedKeepTheirLinks() {
    Cluster before = two();
    Link measured = new Link("a", "b", 77, 3, Origin.MEASURED);
    Cluster known =
        new Cluster(
            before.devices(), List.of(measured, before.links().get(1)), "a", Contention.PER_PORT);
    List<DeviceDraft> drafts =
        List.of(
            DeviceDraft.of(known.device("a")),
            DeviceDraft.of(known.device("b")),
            ssh("pi.local", "pi"));
    Cluster changed = cluster(drafts, Optional.of(known));
    assertThat(changed.link("a", "b")).contains(measured);
    assertThat(changed.links()).hasSize(6);
    assertThat(changed.device("c").connection())
        .isEqualTo(new Connection.Ssh("pi.local", 22, "pi", "~/.ssh/id", 0));
  }

  @Test
  void anUnchangedClusterStaysAsItIs() {
    Cluster before = two();
    List<DeviceDraft> drafts = before.devices().stream().map(DeviceDraft::of).toList();
    assertThat(cluster(drafts, Optional.of(before))).isEqualTo(before);
  }

  @Test
  void whatIsMissingIsToldInASentence() {
    DeviceDraft first = DeviceDraft.virtual("a", "pi-4b");
    assertThatThrownBy(() -> cluster(List.of(first, ssh("", "pi")), Optional.empty()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("give its host and user");
    assertThatThrownBy(() -> cluster(List.of(first, first), Optional.empty()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("same id");
    assertThatThrownBy(
            () -> cluster(List.of(DeviceDraft.virtual("a/b", "pi-4b")), Optional.empty()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("cannot be a device's name");
  }
}
