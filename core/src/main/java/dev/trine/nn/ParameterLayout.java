package dev.trine.nn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each parameter lies in one flat tensor, so that one launch updates them all. Parameters
 * that decay come first. Gradients and moments lie at the same offsets in tensors of their own.
 */
public final class ParameterLayout {
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Map<String, Long> offsets = new LinkedHashMap<>();
  private final long decayed;
  private final long elements;

  ParameterLayout(List<Parameter> inNetworkOrder) {
    List<Parameter> ordered = new ArrayList<>();
    inNetworkOrder.stream().filter(Parameter::decays).forEach(ordered::add);
    inNetworkOrder.stream().filter(p -> !p.decays()).forEach(ordered::add);
    long offset = 0;
    long decaying = 0;
    for (Parameter parameter : ordered) {
      parameters.put(parameter.name(), parameter);
      offsets.put(parameter.name(), offset);
      offset += parameter.shape().elements();
      decaying = parameter.decays() ? offset : decaying;
    }
    elements = offset;
    decayed = decaying;
  }

  /** All parameters in the order in which they lie. */
  public List<Parameter> parameters() {
    return List.copyOf(parameters.values());
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
    return decayed;
  }

  /** The elements of all parameters. */
  public long elements() {
    return elements;
  }
}
