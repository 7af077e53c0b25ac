package dev.trine.spark.ml;

import dev.trine.nn.Predictor;
import dev.trine.spark.RowInput;
import dev.trine.spark.SharedPredictor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Adds answers to the rows of a partition, as many at once as a predictor takes. */
final class AnsweredRows implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1;

  private final SharedPredictor shared;
  private final RowInput input;
  private final Answer[] answers;

  AnsweredRows(SharedPredictor shared, RowInput input, List<Answer> answers) {
    this.shared = shared;
    this.input = input;
    this.answers = answers.toArray(Answer[]::new);
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    return rows.hasNext() ? new Batches(rows, shared.inTask()) : Collections.emptyIterator();
  }

  /** Rows with their answers, computed batch by batch as they are asked for. */
  private final class Batches implements Iterator<Row> {
    private final Iterator<Row> rows;
    private final Predictor predictor;
    private final int partition = TaskContext.getPartitionId();
    private final Deque<Row> ready = new ArrayDeque<>();
    private long read;

    private Batches(Iterator<Row> rows, Predictor predictor) {
      this.rows = rows;
      this.predictor = predictor;
    }

    @Override
    public boolean hasNext() {
      return !ready.isEmpty() || rows.hasNext();
    }

    @Override
    public Row next() {
      if (ready.isEmpty()) {
        compute();
      }
      return ready.remove();
    }

    private void compute() {
      if (!rows.hasNext()) {
        throw new NoSuchElementException();
      }
      List<Row> batch = new ArrayList<>();
      List<float[]> examples = new ArrayList<>();
      while (batch.size() < Predictor.MOST_AT_ONCE && rows.hasNext()) {
        Row row = rows.next();
        batch.add(row);
        examples.add(input.read(row, partition, read++));
      }
      List<float[]> values = predictor.allValues(examples);
      for (int i = 0; i < batch.size(); i++) {
        ready.add(answered(batch.get(i), values.get(i)));
      }
    }
  }

  private Row answered(Row row, float[] values) {
    Object[] all = new Object[row.size() + answers.length];
    for (int i = 0; i < row.size(); i++) {
      all[i] = row.get(i);
    }
    for (int i = 0; i < answers.length; i++) {
      all[row.size() + i] = answers[i].of(values);
    }
    return RowFactory.create(all);
  }
}
