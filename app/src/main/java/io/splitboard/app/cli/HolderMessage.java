package io.splitboard.app.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Map;

/** One line between a command and the process that holds the deployment: JSON. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = HolderMessage.Run.class, name = "run"),
  @JsonSubTypes.Type(value = HolderMessage.Stop.class, name = "stop"),
  @JsonSubTypes.Type(value = HolderMessage.Step.class, name = "step"),
  @JsonSubTypes.Type(value = HolderMessage.Done.class, name = "done"),
  @JsonSubTypes.Type(value = HolderMessage.Refused.class, name = "refused")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
sealed interface HolderMessage {

  /** Asks to run requests. */
  record Run(RunRequest request) implements HolderMessage {}

  /** Asks to end the deployment. */
  record Stop() implements HolderMessage {}

  /** Tells where the work is. */
  record Step(String text, double fraction) implements HolderMessage {}

  /** The answer. */
  record Done(Map<String, Object> json, String text, int exitCode) implements HolderMessage {}

  /** There is no answer, for this reason. */
  record Refused(String sentence) implements HolderMessage {}
}
