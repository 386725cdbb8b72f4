package io.splitboard.app.window.panel;

import io.splitboard.app.window.model.NextMoveModel;
import io.splitboard.app.window.model.ProjectSession;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** Asks for the single change that would bring most, shows it and applies it as one edit. */
final class NextMoveLine extends HBox {

  NextMoveLine(ProjectSession session) {
    super(8);
    NextMoveModel move = session.nextMove();
    setAlignment(Pos.CENTER_LEFT);
    Label sentence = Controls.label(move.sentenceProperty(), "sentence");
    sentence.setId("next-move");
    sentence.setWrapText(true);
    sentence.setMinHeight(Region.USE_PREF_SIZE);
    HBox.setHgrow(sentence, Priority.ALWAYS);
    Button find = new Button("Best next move");
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
    getChildren().addAll(find, apply, sentence);
  }
}
