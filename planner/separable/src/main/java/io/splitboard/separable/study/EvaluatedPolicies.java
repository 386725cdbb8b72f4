package io.splitboard.separable.study;

import io.splitboard.core.UserException;
import io.splitboard.core.project.AtomicFiles;
import io.splitboard.separable.policy.Policy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Accuracies that a search has measured, kept in a text file so that it can go on. The file is
 * small and each measurement takes far longer than to write it, so it is written after each.
 */
final class EvaluatedPolicies {

  private final Path file;
  private final String identity;
  private final Map<Policy, Double> accuracies = new LinkedHashMap<>();

  /**
   * Opens the file or starts a new one.
   *
   * @param file one line of identity, then one line a policy
   * @param identity of the search; what another search has measured is refused
   * @throws UserException if the file is damaged or another search's
   */
  EvaluatedPolicies(Path file, String identity) {
    this.file = file;
    this.identity = identity;
    if (Files.exists(file)) {
      read();
    }
  }

  Double accuracy(Policy policy) {
    return accuracies.get(policy);
  }

  void put(Policy policy, double accuracy) {
    accuracies.put(policy, accuracy);
    save();
  }

  Map<Policy, Double> all() {
    return accuracies;
  }

  private void save() {
    String lines =
        accuracies.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue() + "\n")
            .collect(Collectors.joining());
    AtomicFiles.write(file, (identity + "\n" + lines).getBytes(StandardCharsets.UTF_8));
  }

  private void read() {
    try {
      List<String> lines = Files.readAllLines(file);
      if (lines.isEmpty() || !lines.get(0).equals(identity)) {
        throw unfit(null);
      }
      for (String line : lines.subList(1, lines.size())) {
        int space = line.indexOf(' ');
        accuracies.put(
            Policy.parse(line.substring(0, Math.max(0, space))),
            Double.valueOf(line.substring(space + 1)));
      }
    } catch (IOException | IllegalArgumentException e) {
      throw unfit(e);
    }
  }

  private UserException unfit(Exception cause) {
    return new UserException(
        "The search results in "
            + file
            + " are damaged or belong to another study; delete the file to search anew.",
        cause);
  }
}
