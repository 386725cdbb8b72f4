package io.splitboard.app.window.panel;

import io.splitboard.app.window.model.CheckText;
import io.splitboard.app.window.model.Figure;
import io.splitboard.app.window.model.ProjectSession;
import io.splitboard.app.window.model.ResultText;
import javafx.beans.InvalidationListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** What the network answers, and whether that equals the whole network's answer. */
public final class ResultCard extends VBox {
  private static final int LINES = 5;
  private static final int LINES_BESIDE_CHECK = 3;
  private static final double LINE = 19;
  private static final double AROUND_LINES = 74;

  private final ProjectSession session;
  private final Label title = Controls.label("Result", "muted", "small");
  private final Label equality = Controls.label("", "small");
  private final Label checked = Controls.label("", "small");
  private final Label[] names = new Label[LINES];
  private final Label[] values = new Label[LINES];
  private final Region below = stretch();
  private final HBox[] rows = new HBox[LINES];

  /**
   * Makes the card.
   *
   * @param chooseInputs what the button for inputs does
   */
  public ResultCard(ProjectSession session, Runnable chooseInputs) {
    this.session = session;
    getStyleClass().add("card");
    setId("result-card");
    setMinSize(150, 0);
    setPrefSize(240, 150);
    HBox.setHgrow(this, javafx.scene.layout.Priority.ALWAYS);
    Button inputs = new Button(null, new FontIcon(Feather.SLIDERS));
    inputs.getStyleClass().addAll("button-icon", "flat");
    inputs.setId("result-inputs");
    inputs.setAccessibleText("Inputs and requests");
    inputs.setTooltip(new javafx.scene.control.Tooltip("Inputs and requests…"));
    inputs.setOnAction(event -> chooseInputs.run());
    HBox head = new HBox(6, title, Controls.spacer(), inputs);
    head.setAlignment(Pos.CENTER_LEFT);
    getChildren().add(head);
    for (int line = 0; line < LINES; line++) {
      names[line] = Controls.label("", "small");
      names[line].setMinWidth(0);
      values[line] = Controls.label("", "small", "strong");
      values[line].setMinWidth(Region.USE_PREF_SIZE);
      rows[line] = new HBox(8, names[line], Controls.spacer(), values[line]);
      getChildren().add(rows[line]);
    }
    equality.setId("result-equality");
    equality.setWrapText(true);
    equality.setMinHeight(Region.USE_PREF_SIZE);
    equality.setMaxWidth(Double.MAX_VALUE);
    checked.setId("result-check");
    checked.setWrapText(true);
    checked.setMinHeight(Region.USE_PREF_SIZE);
    checked.setMaxWidth(Double.MAX_VALUE);
    getChildren().addAll(stretch(), equality, checked, below);
    InvalidationListener changed = property -> show();
    session.run().outputsProperty().addListener(changed);
    session.run().outcomeProperty().addListener(changed);
    session.run().agreementProperty().addListener(changed);
    session.check().runningProperty().addListener(changed);
    session.check().stepProperty().addListener(changed);
    session.check().reportProperty().addListener(changed);
    session.check().problemProperty().addListener(changed);
    session.run().stateProperty().addListener(changed);
    // Later, since this may come in the middle of laying out.
    heightProperty().addListener(property -> javafx.application.Platform.runLater(this::show));
    show();
  }

  private static Region stretch() {
    Region space = new Region();
    VBox.setVgrow(space, javafx.scene.layout.Priority.ALWAYS);
    return space;
  }

  /** Lines for which a low card has room beside its title and what it says below. */
  private int fitting() {
    return getHeight() <= 0 ? LINES : (int) Math.max(1, (getHeight() - AROUND_LINES) / LINE);
  }

  private void show() {
    ResultText text = ResultText.of(session.run());
    CheckText check = CheckText.of(session.check());
    boolean told = !check.sentence().isEmpty();
    int most = Math.min(told ? LINES_BESIDE_CHECK : LINES, fitting());
    title.setText(text.title());
    for (int line = 0; line < LINES; line++) {
      boolean there = line < Math.min(most, text.lines().size());
      names[line].setText(there ? text.lines().get(line).name() : "");
      values[line].setText(there ? text.lines().get(line).value() : "");
      rows[line].setVisible(there);
      rows[line].setManaged(there);
    }
    boolean empty = text.lines().isEmpty();
    below.setManaged(empty);
    equality.setAlignment(empty ? Pos.CENTER : Pos.CENTER_LEFT);
    equality.setTextAlignment(empty ? TextAlignment.CENTER : TextAlignment.LEFT);
    equality.setText(text.equality());
    dress(equality, text.tone());
    // Without a result there is only the check to tell.
    equality.setVisible(!(empty && told));
    equality.setManaged(!(empty && told));
    checked.setText(check.sentence());
    checked.setManaged(told);
    checked.setAlignment(equality.getAlignment());
    checked.setTextAlignment(equality.getTextAlignment());
    dress(checked, check.tone());
  }

  private static void dress(Label label, Figure.Tone tone) {
    label.getStyleClass().removeAll("good", "danger", "strong", "muted");
    switch (tone) {
      case GOOD -> label.getStyleClass().addAll("good", "strong");
      case BAD -> label.getStyleClass().addAll("danger", "strong");
      case NEUTRAL -> label.getStyleClass().add("muted");
    }
  }
}
