package io.splitboard.core.network;

import java.util.List;
import java.util.Map;

/**
 * One use of an operator, as a rule sees it.
 *
 * @param operator operator type, for example {@code Conv}
 * @param domain operator domain; empty for the standard one
 * @param version version of the domain's operator set that the model asks for; operators have
 *     changed their meaning between versions
 * @param inputs by position, absent ones included
 * @param outputs by position, absent ones included
 * @param integers attributes that are integers or lists of them
 * @param reals attributes that are real numbers or lists of them
 * @param texts attributes that are texts
 */
public record OperatorCall(
    String operator,
    String domain,
    long version,
    List<Operand> inputs,
    List<Operand> outputs,
    Map<String, List<Long>> integers,
    Map<String, List<Double>> reals,
    Map<String, String> texts) {

  /** Stands for the newest version of an operator set. */
  public static final long NEWEST = Long.MAX_VALUE;

  /** Copies the collections. */
  public OperatorCall {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    integers = Map.copyOf(integers);
    reals = Map.copyOf(reals);
    texts = Map.copyOf(texts);
  }

  /** An operator of the newest version that has no attributes of real numbers. */
  public OperatorCall(
      String operator,
      String domain,
      List<Operand> inputs,
      List<Operand> outputs,
      Map<String, List<Long>> integers,
      Map<String, String> texts) {
    this(operator, domain, NEWEST, inputs, outputs, integers, Map.of(), texts);
  }

  /** The input at a position, {@link Operand#ABSENT} if it is left out. */
  public Operand input(int position) {
    return position < inputs.size() ? inputs.get(position) : Operand.ABSENT;
  }

  /** The output at a position, {@link Operand#ABSENT} if it is left out. */
  public Operand output(int position) {
    return position < outputs.size() ? outputs.get(position) : Operand.ABSENT;
  }

  /** A single integer attribute. */
  public long integer(String name, long otherwise) {
    List<Long> values = integers.getOrDefault(name, List.of());
    return values.isEmpty() ? otherwise : values.get(0);
  }

  /** A list attribute. */
  public List<Long> list(String name, List<Long> otherwise) {
    return integers.getOrDefault(name, otherwise);
  }

  /** A text attribute. */
  public String text(String name, String otherwise) {
    return texts.getOrDefault(name, otherwise);
  }
}
