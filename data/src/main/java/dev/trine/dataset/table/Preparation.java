package dev.trine.dataset.table;

import dev.trine.DataException;
import dev.trine.data.Dataset;
import dev.trine.data.DatasetBuilder;
import dev.trine.tensor.Shape;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How the rows of a table become examples: which columns are features and target, how numbers are
 * scaled, what the categories are. All of it comes from the training part alone, and is then
 * applied to any table that has the columns, in whatever order.
 *
 * <ul>
 *   <li>A numeric column is a number, {@linkplain Scaling scaled}. A missing value is the mean of
 *       those that are there in the training part.
 *   <li>A categorical column is a number for each of its texts in the training part, 1 for the one
 *       that the row has and 0 for the others. Missing is a category of its own, the last, if the
 *       training part has it. Where the training part has not what a row has, all are 0.
 *   <li>A numeric target is a value to regress on, a categorical one a class. It must be there.
 * </ul>
 *
 * Categories and classes are in the order of their numbers, if all are numbers, else in that of
 * their characters.
 */
public final class Preparation {
  private static final int MOST_NAMED = 8;

  private final List<Feature> features;
  private final Target target;

  Preparation(List<Feature> features, Target target) {
    this.features = List.copyOf(features);
    this.target = target;
  }

  /**
   * Begins to say what the columns are for.
   *
   * @param target the name of the column to be predicted
   */
  public static PreparationBuilder of(String target) {
    return new PreparationBuilder(table -> table.index(target));
  }

  /**
   * Begins to say what the columns are for.
   *
   * @param target the index of the column to be predicted
   */
  public static PreparationBuilder of(int target) {
    return new PreparationBuilder(
        table -> {
          if (target < 0 || target >= table.columns().size()) {
            throw new DataException(
                "Target is column %s, expected one of 0 to %s: %s"
                    .formatted(target, table.columns().size() - 1, table.columns()));
          }
          return target;
        });
  }

  /**
   * The rows as examples with the fields "features", F32 [width], and "targets": F32 [1], or labels
   * with the names of the classes.
   *
   * @throws DataException if a column is not there, or a value is not what its column is, naming
   *     line and column; or if the target is missing or of an unknown class
   */
  public Dataset dataset(Table table) {
    DatasetBuilder set = inputs(table);
    target.addTo(set, table);
    return set.build();
  }

  /**
   * The rows as examples to predict for: with "features" alone, so that the table need not have the
   * target.
   *
   * @throws DataException if a column is not there, or a value is not what its column is, naming
   *     line and column
   */
  public Dataset features(Table table) {
    return inputs(table).build();
  }

  private DatasetBuilder inputs(Table table) {
    float[][] rows = new float[table.size()][width()];
    int at = 0;
    for (Feature feature : features) {
      int column = table.index(feature.column());
      for (int row = 0; row < rows.length; row++) {
        feature.write(table, row, column, rows[row], at);
      }
      at += feature.names().size();
    }
    return Dataset.builder().input(Dataset.FEATURES, Shape.of(width()), rows);
  }

  /** How many features an example has. */
  public int width() {
    return featureNames().size();
  }

  /**
   * What each feature is: {@code length} for a numeric column, {@code colour=red} for a category,
   * {@code length missing} for what marks missing values.
   */
  public List<String> featureNames() {
    return features.stream().flatMap(feature -> feature.names().stream()).toList();
  }

  /** The names of the classes, which labels count from 0; none if the target is numeric. */
  public List<String> classes() {
    return target.classes();
  }

  /**
   * A value of the target as the table had it.
   *
   * @param predicted one on the scale of the data sets
   * @throws IllegalStateException if the target is classes
   */
  public double original(double predicted) {
    if (target instanceof ValueTarget values) {
      return values.scale().original(predicted);
    }
    throw new IllegalStateException(
        "The target '%s' is classes, expected one of numbers; %s are their names"
            .formatted(target.column(), classes()));
  }

  /**
   * A line for people: what columns were taken for, with the categories that there are of each,
   * such as {@code 2 columns of numbers, 1 of categories: site (2); target species: 3 classes}.
   */
  @Override
  public String toString() {
    List<String> categorical =
        features.stream()
            .filter(CategoricalFeature.class::isInstance)
            .map(feature -> "%s (%s)".formatted(feature.column(), feature.names().size()))
            .toList();
    int numeric = features.size() - categorical.size();
    StringBuilder line = new StringBuilder();
    line.append(numeric).append(numeric == 1 ? " column of numbers, " : " columns of numbers, ");
    line.append(categorical.size()).append(" of categories");
    if (!categorical.isEmpty()) {
      line.append(": ");
      line.append(categorical.stream().limit(MOST_NAMED).collect(Collectors.joining(", ")));
      line.append(categorical.size() > MOST_NAMED ? " and others" : "");
    }
    line.append("; target ").append(target.column()).append(": ");
    return line.append(classes().isEmpty() ? "numbers" : classes().size() + " classes").toString();
  }

  /** All of it as JSON, which {@link #fromJson} reads. */
  public String toJson() {
    return PreparationJson.write(features, target);
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws dev.trine.ModelFormatException if it is anything else, naming the place
   */
  public static Preparation fromJson(String json) {
    return PreparationJson.read(json);
  }
}
