package io.splitboard.app.window.panel;

import io.splitboard.app.window.model.NextMoveModel;
import io.splitboard.app.window.model.ProjectSession;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/**
 * A heading beside which the single change that would bring most is asked for and applied as one
 * edit, and the sentence that tells it.
 */
final class NextMoveLine extends HBox {

  private final Label sentence;

  NextMoveLine(String heading, ProjectSession session) {
    super(8);
    NextMoveModel move = session.nextMove();
    setAlignment(Pos.CENTER_LEFT);
    sentence = Controls.label(move.sentenceProperty(), "sentence");
    sentence.setId("next-move");
    sentence.setWrapText(true);
    sentence.setMinHeight(Region.USE_PREF_SIZE);
    Controls.showWhile(sentence, move.sentenceProperty().map(told -> !told.isEmpty()));
    Button find = new Button("Best next move");
    find.getStyleClass().addAll("flat", "small");
    find.setId("find-next-move");
    find.setMinWidth(Region.USE_PREF_SIZE);
    find.disableProperty().bind(move.searchingProperty());
    find.setOnAction(event -> move.find(session.designs().current()));
    Button apply = new Button("Apply");
    apply.setId("apply-next-move");
    apply.setMinWidth(Region.USE_PREF_SIZE);
    apply.setOnAction(event -> session.designs().replace(move.proposalProperty().get()));
    Controls.showWhile(apply, move.proposalProperty().map(found -> true).orElse(false));
    Controls.showWhile(find, move.proposalProperty().map(found -> false).orElse(true));
    apply.getStyleClass().addAll("flat", "small");
    getChildren().addAll(Controls.label(heading, "strong"), Controls.spacer(), find, apply);
  }

  /** The change that was found, or that it is being looked for; hidden while there is nothing. */
  Label sentence() {
    return sentence;
  }
}
