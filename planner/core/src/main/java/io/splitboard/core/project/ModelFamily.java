package io.splitboard.core.project;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Models that do the same task with different accuracy, to choose from under a deadline. The
 * accuracies are metadata: whoever trained the models says them, nothing here measures them.
 *
 * @param format version of the project's files
 * @param accuracy what the figures mean, for example {@code ImageNet top-1, %}
 * @param models the family; larger accuracies are better
 */
public record ModelFamily(int format, String accuracy, List<Member> models) {

  /**
   * A model of the family.
   *
   * @param model reference: a path in the project, or {@code zoo:…}
   * @param accuracy in the unit that the family states
   */
  public record Member(String model, Double accuracy) {
    /** Checks the fields, which come from a file. */
    public Member {
      require(model != null && !model.isBlank(), "a model of the family has no \"model\"");
      require(accuracy != null && Double.isFinite(accuracy), model + " has no \"accuracy\"");
    }
  }

  /** Checks the fields, which come from a file. */
  public ModelFamily {
    require(accuracy != null && !accuracy.isBlank(), "the family does not say its \"accuracy\"");
    require(models != null && !models.isEmpty(), "the family has no \"models\"");
    models = List.copyOf(models);
    Set<String> seen = new LinkedHashSet<>();
    for (Member member : models) {
      require(seen.add(member.model()), member.model() + " is in the family twice");
    }
  }

  /** A family in the format that is written now. */
  public static ModelFamily of(String accuracy, List<Member> models) {
    return new ModelFamily(ProjectFile.FORMAT, accuracy, models);
  }

  private static void require(boolean condition, String sentence) {
    if (!condition) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
