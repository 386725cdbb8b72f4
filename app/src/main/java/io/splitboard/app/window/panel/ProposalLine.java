package io.splitboard.app.window.panel;

import io.splitboard.app.window.model.SolveModel;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** What there is to say about the solver's proposal, or why there is none. */
final class ProposalLine extends VBox {
  ProposalLine(SolveModel solve) {
    setSpacing(8);
    getChildren()
        .addAll(
            notice("solver-proposal", Feather.USERS, solve.summaryProperty()),
            notice("solver-advice", Feather.INFO, solve.adviceProperty()),
            Controls.problem("solver-problem", solve.problemProperty()));
    setMinHeight(Region.USE_PREF_SIZE);
    Controls.showWhile(
        this,
        solve
            .summaryProperty()
            .flatMap(
                summary ->
                    solve
                        .adviceProperty()
                        .flatMap(
                            advice ->
                                solve
                                    .problemProperty()
                                    .map(problem -> !(summary + advice + problem).isEmpty()))));
  }

  private static Node notice(String id, Ikon icon, ObservableValue<String> text) {
    Label sentence = Controls.label(text);
    sentence.setWrapText(true);
    sentence.setMinHeight(Region.USE_PREF_SIZE);
    sentence.setId(id + "-text");
    HBox.setHgrow(sentence, Priority.ALWAYS);
    HBox notice = new HBox(new FontIcon(icon), sentence);
    notice.setMinHeight(Region.USE_PREF_SIZE);
    notice.getStyleClass().add("notice");
    notice.setId(id);
    Controls.showWhile(notice, text.map(said -> !said.isEmpty()));
    return notice;
  }
}
