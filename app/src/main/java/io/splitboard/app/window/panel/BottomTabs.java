package io.splitboard.app.window.panel;

import io.splitboard.app.picture.paint.Palette;
import io.splitboard.app.window.model.ProjectSession;
import java.util.Arrays;
import javafx.scene.Node;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** What happens over time, below the pictures. */
public final class BottomTabs extends TabPane {
  /** The tabs, in their order. */
  public enum Kind {
    TIMELINE("timeline", "Timeline", Feather.BAR_CHART_2),
    COMPARE("compare", "Compare experiments", Feather.COLUMNS),
    LATENCY("latency", "Latency history", Feather.TRENDING_UP),
    LOG("log", "Log", Feather.LIST);

    private final String id;
    private final String title;
    private final Feather icon;

    Kind(String id, String title, Feather icon) {
      this.id = id;
      this.title = title;
      this.icon = icon;
    }

    /** Id for the preferences. */
    public String id() {
      return id;
    }

    /** As the tab is called. */
    public String title() {
      return title;
    }

    /** Its picture. */
    public Ikon icon() {
      return icon;
    }
  }

  private final TimelinePane timeline;
  private final ComparePane compare;
  private final LatencyPane latency;

  /** Makes the tabs of a project. */
  public BottomTabs(ProjectSession session) {
    timeline = new TimelinePane(session);
    compare = new ComparePane(session.experiments());
    latency = new LatencyPane(session);
    getStyleClass().add("bottom");
    setId("bottom-tabs");
    setTabClosingPolicy(TabClosingPolicy.UNAVAILABLE);
    add(Kind.TIMELINE, timeline);
    add(Kind.COMPARE, compare);
    add(Kind.LATENCY, latency);
    add(Kind.LOG, new LogPanel(session.log()));
  }

  private void add(Kind kind, Node content) {
    Tab tab = new Tab(kind.title(), content);
    tab.setId("tab-" + kind.id());
    getTabs().add(tab);
  }

  /** Shows the tab with this id; nothing happens if there is none. */
  public void select(String id) {
    Arrays.stream(Kind.values())
        .filter(kind -> kind.id().equals(id))
        .findFirst()
        .ifPresent(kind -> getSelectionModel().select(kind.ordinal()));
  }

  /** Id of the shown tab. */
  public String selected() {
    return Kind.values()[getSelectionModel().getSelectedIndex()].id();
  }

  /** Changes the colours of the charts. */
  public void dress(Palette palette) {
    timeline.dress(palette);
    compare.dress(palette);
    latency.dress(palette);
  }
}
