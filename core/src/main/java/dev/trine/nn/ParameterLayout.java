package dev.trine.nn;

import dev.trine.nn.Parameter.Role;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where each parameter lies in one flat tensor, so that one launch updates them all. Parameters
 * that decay come first, then the others that are trained, then state, and last what is frozen.
 * Gradients, or what state becomes, and moments lie at the same offsets in tensors of their own.
 */
public final class ParameterLayout {
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Map<String, Long> offsets = new LinkedHashMap<>();
  private final Map<Role, Long> ends = new EnumMap<>(Role.class);

  ParameterLayout(List<Parameter> inNetworkOrder) {
    long offset = 0;
    for (Role role : Role.values()) {
      for (Parameter parameter : inNetworkOrder) {
        if (parameter.role() == role) {
          parameters.put(parameter.name(), parameter);
          offsets.put(parameter.name(), offset);
          offset += parameter.shape().elements();
        }
      }
      ends.put(role, offset);
    }
  }

  /** All parameters in the order in which they lie. */
  public List<Parameter> parameters() {
    return List.copyOf(parameters.values());
  }

  /** What lies where, in words: two are alike that have the same. */
  public List<String> description() {
    return parameters.values().stream()
        .map(one -> "%s %s %s".formatted(one.name(), one.shape(), one.role()))
        .toList();
  }

  /** The names of all parameters in the order in which they lie. */
  Set<String> names() {
    return Collections.unmodifiableSet(parameters.keySet());
  }

  /**
   * One parameter.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public Parameter parameter(String name) {
    Parameter parameter = parameters.get(name);
    if (parameter == null) {
      throw new IllegalArgumentException(
          "There is no parameter '%s' among %s".formatted(name, parameters.keySet()));
    }
    return parameter;
  }

  /** Where a parameter starts, in elements. */
  public long offset(String name) {
    return offsets.get(parameter(name).name());
  }

  /** How many elements, from the first, decay. */
  public long decayed() {
    return ends.get(Role.DECAYING);
  }

  /** How many elements, from the first, are trained. */
  public long trained() {
    return ends.get(Role.TRAINED);
  }

  /** How many elements, from the first, may change in a step; behind them all is frozen. */
  public long changing() {
    return ends.get(Role.STATE);
  }

  /** The elements of all parameters. */
  public long elements() {
    return ends.get(Role.FROZEN);
  }
}
