package io.splitboard.core.workload;

import com.fasterxml.jackson.databind.JsonNode;
import io.splitboard.core.UserException;

/**
 * The fields of one object of an untrusted file, each checked when it is asked for: a field that is
 * missing or of the wrong kind is refused with one sentence.
 */
public final class Fields {

  private final JsonNode object;
  private final String name;

  /**
   * Makes one.
   *
   * @param name how messages call the object
   * @throws UserException if it is none
   */
  public Fields(JsonNode object, String name) {
    if (!object.isObject()) {
      throw new UserException("What should be " + name + " is not an object with named fields.");
    }
    this.object = object;
    this.name = name;
  }

  private JsonNode field(String field) {
    JsonNode value = object.path(field);
    if (value.isMissingNode() || value.isNull()) {
      throw new UserException("The field " + field + " is missing in " + name + ": add it.");
    }
    return value;
  }

  private UserException wrong(String field, String wanted) {
    return new UserException("The field " + field + " of " + name + " must be " + wanted + ".");
  }

  /** A number. */
  public double number(String field) {
    JsonNode value = field(field);
    if (!value.isNumber()) {
      throw wrong(field, "a number");
    }
    return value.asDouble();
  }

  /** A whole number. */
  public long whole(String field) {
    JsonNode value = field(field);
    boolean whole =
        value.isIntegralNumber()
            ? value.canConvertToLong()
            : value.isNumber() && value.asDouble() == Math.rint(value.asDouble());
    if (!whole || Math.abs(value.asDouble()) > 1L << 53) {
      throw wrong(field, "a whole number");
    }
    return value.asLong();
  }

  /** A whole number from 0 on that an int holds. */
  public int count(String field) {
    long value = whole(field);
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw wrong(field, "a whole number of 0 or more");
    }
    return (int) value;
  }

  /** True and false, also written as 1 and 0. */
  public boolean flag(String field) {
    JsonNode value = field(field);
    if (value.isBoolean()) {
      return value.asBoolean();
    }
    if (value.isNumber() && (value.asDouble() == 0 || value.asDouble() == 1)) {
      return value.asDouble() == 1;
    }
    throw wrong(field, "true or false, 1 or 0");
  }

  /** A list of at most so many. */
  public JsonNode list(String field, int most) {
    JsonNode value = field(field);
    if (!value.isArray()) {
      throw wrong(field, "a list");
    }
    if (value.size() > most) {
      throw wrong(field, "a list of at most " + most);
    }
    return value;
  }
}
