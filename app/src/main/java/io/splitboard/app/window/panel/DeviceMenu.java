package io.splitboard.app.window.panel;

import io.splitboard.app.service.LinkCodecChoice;
import io.splitboard.app.window.canvas.TopologyMenus;
import io.splitboard.app.window.model.CodecsModel;
import io.splitboard.app.window.model.ProjectSession;
import io.splitboard.core.codec.Codec;
import io.splitboard.core.codec.ErrorBudget;
import io.splitboard.core.partition.Partition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;

/** Entries of the devices' context menus: who takes turns, and how links pack. */
final class DeviceMenu implements TopologyMenus {
  private final ProjectSession session;

  DeviceMenu(ProjectSession session) {
    this.session = session;
  }

  @Override
  public List<MenuItem> device(String id) {
    List<MenuItem> items = new ArrayList<>();
    items.add(turns(id));
    List<MenuItem> links = new ArrayList<>();
    for (String other : session.cluster().deviceIds()) {
      session.codecs().choice(id, other).ifPresent(choice -> links.add(packing(choice)));
    }
    if (!links.isEmpty()) {
      items.add(new SeparatorMenuItem());
      items.addAll(links);
      items.addAll(forAll());
    }
    return items;
  }

  @Override
  public List<MenuItem> link(String first, String second) {
    List<MenuItem> items = new ArrayList<>();
    for (List<String> ends : List.of(List.of(first, second), List.of(second, first))) {
      Optional<LinkCodecChoice> choice = session.codecs().choice(ends.get(0), ends.get(1));
      items.add(
          choice
              .map(this::packing)
              .orElseGet(() -> reason(ends.get(0) + " → " + ends.get(1) + " carries nothing")));
    }
    items.addAll(forAll());
    return items;
  }

  // ---- turns ----

  /** Devices without layers can take turns with one that has some and is not the source. */
  private MenuItem turns(String id) {
    Partition partition = session.designs().current().partition();
    Set<String> used = new HashSet<>();
    partition.placements().values().forEach(placement -> used.addAll(placement.devices()));
    String first =
        partition.replicas().keySet().stream()
            .filter(device -> partition.team(device).contains(id))
            .findFirst()
            .orElse(id);
    if (first.equals(session.cluster().source())) {
      return reason(id + " is where requests start: it takes no turns");
    }
    if (!used.contains(first)) {
      return reason(id + " has no layers to do in turns");
    }
    Menu menu =
        new Menu(
            "Do " + (first.equals(id) ? "its layers" : first + "'s layers") + " in turns with");
    menu.setMnemonicParsing(false);
    for (String other : session.cluster().deviceIds()) {
      if (!used.contains(other) && !other.equals(session.cluster().source())) {
        menu.getItems().add(turn(partition, first, other));
      }
    }
    if (menu.getItems().isEmpty()) {
      menu.getItems().add(reason("every other device has layers of its own"));
    }
    return menu;
  }

  private MenuItem turn(Partition partition, String first, String other) {
    List<String> team = new ArrayList<>(partition.replicas().getOrDefault(first, List.of()));
    boolean takesPart = team.contains(other);
    boolean elsewhere =
        !takesPart && partition.replicas().values().stream().anyMatch(some -> some.contains(other));
    CheckMenuItem item = new CheckMenuItem(other);
    item.setMnemonicParsing(false);
    item.setSelected(takesPart);
    item.setDisable(elsewhere);
    item.setOnAction(
        event -> {
          if (takesPart) {
            team.remove(other);
          } else {
            team.add(other);
          }
          session.designs().replicate(first, team);
        });
    return item;
  }

  // ---- codecs ----

  private MenuItem packing(LinkCodecChoice choice) {
    String from = choice.link().from();
    String to = choice.link().to();
    Menu menu =
        new Menu(
            from
                + " → "
                + to
                + (choice.codec() == Codec.NONE ? "" : " · " + choice.codec().word())
                + (choice.codec().isLossless() ? "" : " (lossy)"));
    menu.setMnemonicParsing(false);
    for (Codec codec : Codec.values()) {
      RadioMenuItem item = new RadioMenuItem(text(choice, codec));
      item.setMnemonicParsing(false);
      item.setSelected(choice.codec() == codec);
      item.setOnAction(event -> session.codecs().pack(from, to, codec));
      menu.getItems().add(item);
    }
    return menu;
  }

  private String text(LinkCodecChoice choice, Codec codec) {
    if (codec == Codec.NONE) {
      return "as it is";
    }
    return name(choice, codec)
        + ": "
        + choice.cost(codec).map(LinkCodecChoice::figures).orElse("not tried yet");
  }

  private String name(LinkCodecChoice choice, Codec codec) {
    if (codec.isLossless()) {
      return codec.word();
    }
    ErrorBudget budget = session.codecs().budget(choice.link().from(), choice.link().to(), codec);
    return codec.word() + ", lossy, error ≤ " + budget.words(budget.allowed());
  }

  private List<MenuItem> forAll() {
    CodecsModel codecs = session.codecs();
    MenuItem item =
        new MenuItem(
            codecs.tried()
                ? "Pack every link as is quickest"
                : "Try codecs on this network's tensors");
    item.setOnAction(
        event -> {
          if (codecs.tried()) {
            codecs.packQuickest();
          } else {
            codecs.tryAll();
          }
        });
    return List.of(new SeparatorMenuItem(), item);
  }

  /** An entry that only says why there is nothing to choose. */
  private static MenuItem reason(String text) {
    MenuItem item = new MenuItem(text);
    item.setMnemonicParsing(false);
    item.setDisable(true);
    return item;
  }
}
