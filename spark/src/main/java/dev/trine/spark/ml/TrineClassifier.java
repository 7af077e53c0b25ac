package dev.trine.spark.ml;

import dev.trine.spark.DetachedModel;
import java.util.List;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Learns classes from labels that are their indices, 0, 1, …, as a StringIndexer makes them. If the
 * column has metadata, as behind a StringIndexer, these say how many classes there are and what
 * they are called; else the largest label does.
 */
public final class TrineClassifier
    extends TrineEstimator<TrineClassifier, TrineClassificationModel> {
  private static final long serialVersionUID = 1;

  private final Param<String> probabilityCol;

  public TrineClassifier() {
    this(randomUid("trineClassifier"));
  }

  public TrineClassifier(String uid) {
    super(uid);
    probabilityCol = ColumnParams.probability(this);
    setDefault(probabilityCol, "probability");
  }

  @Override
  TrineClassifier self() {
    return this;
  }

  /** The column that the model adds for the classes' probabilities, a vector; none if empty. */
  public Param<String> probabilityCol() {
    return probabilityCol;
  }

  public String getProbabilityCol() {
    return getOrDefault(probabilityCol);
  }

  public TrineClassifier setProbabilityCol(String value) {
    set(probabilityCol, value);
    return this;
  }

  /**
   * Trains.
   *
   * @throws IllegalArgumentException if a column is missing or of another type than expected, or
   *     the network does not fit
   */
  @Override
  public TrineClassificationModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    Dataset<Row> rows = dataset.toDF();
    List<String> classes = Labels.classes(rows, getLabelCol());
    DetachedModel trained =
        train(
            rows,
            set -> set.label(getLabelCol(), Labels.indices(classes.size())),
            classes.size(),
            model -> {
              model.classes(classes);
              return DetachedModel.of(model);
            });
    TrineClassificationModel model = new TrineClassificationModel(uid(), trained);
    model.setParent(this);
    return copyValues(model, extractParamMap());
  }

  @Override
  public StructType transformSchema(StructType schema) {
    check(schema);
    return TrineModel.added(
        schema,
        TrineClassificationModel.answers(getPredictionCol(), getProbabilityCol(), List.of())
            .stream()
            .map(Answer::field)
            .toList());
  }

  public static MLReader<TrineClassifier> read() {
    return new DefaultParamsReader<>();
  }

  public static TrineClassifier load(String path) {
    return read().load(path);
  }
}
