package dev.trine.dataset.table;

import dev.trine.DataException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * Says what the columns of a table are for. A column of which nothing is said is numeric, if all
 * its values in the training part are numbers, else categorical.
 */
public final class PreparationBuilder {
  private final ToIntFunction<Table> target;
  private final Set<String> features = new LinkedHashSet<>();
  private final Set<String> without = new LinkedHashSet<>();
  private final Set<String> numeric = new LinkedHashSet<>();
  private final Set<String> categorical = new LinkedHashSet<>();
  private Scaling scaling = Scaling.STANDARDISE;
  private Scaling targetScaling = Scaling.NONE;
  private boolean isMarked;

  /**
   * @param target finds its index
   */
  PreparationBuilder(ToIntFunction<Table> target) {
    this.target = target;
  }

  /** The columns that become features, in this order. If not said: all but the target. */
  public PreparationBuilder features(String... columns) {
    features.addAll(List.of(columns));
    return this;
  }

  /** Columns that do not become features, such as running numbers. */
  public PreparationBuilder without(String... columns) {
    without.addAll(List.of(columns));
    return this;
  }

  /** Columns that are numbers: any other text in them is an error. The target may be one. */
  public PreparationBuilder numeric(String... columns) {
    numeric.addAll(List.of(columns));
    return this;
  }

  /**
   * Columns that are categories, though they be numbers or very many. The target may be one: its
   * texts are classes then.
   */
  public PreparationBuilder categorical(String... columns) {
    categorical.addAll(List.of(columns));
    return this;
  }

  /** How numeric features are scaled. If not said: {@link Scaling#STANDARDISE}. */
  public PreparationBuilder scaling(Scaling ofFeatures) {
    scaling = ofFeatures;
    return this;
  }

  /**
   * How a numeric target is scaled, which {@link Preparation#original} inverts. If not said: {@link
   * Scaling#NONE}.
   */
  public PreparationBuilder targetScaling(Scaling ofTarget) {
    targetScaling = ofTarget;
    return this;
  }

  /**
   * Adds to each numeric column that misses values in the training part a feature that is 1 where
   * one is missing, else 0.
   */
  public PreparationBuilder markMissing() {
    isMarked = true;
    return this;
  }

  /**
   * Fits to the training part: what is to be predicted on must not be in it.
   *
   * @throws DataException if a column that is named is not there or has no value, or a value is not
   *     what its column is, naming line and column; if a value of the target is missing; or if no
   *     column is left for the features
   */
  public Preparation fit(Table training) {
    checkNames(training);
    int goal = target.applyAsInt(training);
    Target fitted =
        kind(training, goal) == Kind.NUMERIC
            ? ValueTarget.fit(training, goal, targetScaling)
            : ClassTarget.fit(training, goal);
    List<Feature> inputs = new ArrayList<>();
    for (String name : featuresOf(training, fitted.column())) {
      int column = training.index(name);
      inputs.add(
          kind(training, column) == Kind.NUMERIC
              ? NumericFeature.fit(training, column, scaling, isMarked)
              : CategoricalFeature.fit(training, column));
    }
    return new Preparation(inputs, fitted);
  }

  private void checkNames(Table table) {
    for (Set<String> named : List.of(features, without, numeric, categorical)) {
      named.forEach(table::index);
    }
    Set<String> both = new HashSet<>(numeric);
    both.retainAll(categorical);
    if (!both.isEmpty()) {
      throw new DataException("Columns %s are said to be numeric and categorical".formatted(both));
    }
  }

  private List<String> featuresOf(Table table, String target) {
    if (features.contains(target)) {
      throw new DataException(
          "Column '%s' is the target, and cannot be among the features %s"
              .formatted(target, features));
    }
    List<String> chosen = new ArrayList<>(features.isEmpty() ? table.columns() : features);
    chosen.remove(target);
    chosen.removeAll(without);
    if (chosen.isEmpty()) {
      throw new DataException(
          "%s: no column is left for the features: of %s, '%s' is the target, and without are %s"
              .formatted(table.source(), table.columns(), target, without));
    }
    return chosen;
  }

  private Kind kind(Table table, int column) {
    String name = table.columns().get(column);
    if (table.column(name).stream().allMatch(text -> text == null)) {
      throw table.fault(
          column,
          "all of its %s values are missing; leave it out by without(\"%s\")"
              .formatted(table.size(), name));
    }
    if (numeric.contains(name)) {
      return Kind.NUMERIC;
    }
    return categorical.contains(name) ? Kind.CATEGORICAL : Kind.guess(table, column);
  }
}
