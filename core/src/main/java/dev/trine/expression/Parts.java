package dev.trine.expression;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Of what expressions are made. Parts that several have in common are looked at once. */
public final class Parts {
  private final List<Expression> order = new ArrayList<>();
  private final Set<Expression> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private Parts() {}

  /** All parts of the expressions, functions unexpanded, each behind what it is computed from. */
  public static List<Expression> of(List<Expression> expressions) {
    Parts parts = new Parts();
    expressions.forEach(parts::add);
    return parts.order;
  }

  private void add(Expression expression) {
    if (seen.add(expression)) {
      expression.arguments().forEach(this::add);
      order.add(expression);
    }
  }
}
