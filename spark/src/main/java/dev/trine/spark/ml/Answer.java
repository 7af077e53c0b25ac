package dev.trine.spark.ml;

import dev.trine.metric.Scores;
import java.io.Serializable;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;

/** A column that a model adds, made of what its network gives for a row. */
sealed interface Answer extends Serializable {
  /** The column. */
  StructField field();

  /** Its value. */
  Object of(float[] values);

  private static StructField field(String name, DataType type, Metadata metadata) {
    return new StructField(name, type, false, metadata);
  }

  /** The only value. */
  record Value(String column) implements Answer {
    @Override
    public StructField field() {
      return Answer.field(column, DataTypes.DoubleType, Metadata.empty());
    }

    @Override
    public Object of(float[] values) {
      return (double) values[0];
    }
  }

  /** The index of the largest score; of several, of the first. */
  record LargestScore(String column, String[] classes) implements Answer {
    @Override
    public StructField field() {
      NominalAttribute attribute =
          NominalAttribute.defaultAttr().withName(column).withValues(classes);
      return Answer.field(column, DataTypes.DoubleType, attribute.toMetadata());
    }

    @Override
    public Object of(float[] values) {
      int largest = 0;
      for (int i = 1; i < values.length; i++) {
        largest = values[i] > values[largest] ? i : largest;
      }
      return (double) largest;
    }
  }

  /** The softmax of scores, in double precision. */
  record Probabilities(String column) implements Answer {
    @Override
    public StructField field() {
      return Answer.field(column, SQLDataTypes.VectorType(), Metadata.empty());
    }

    @Override
    public Object of(float[] values) {
      return Vectors.dense(Scores.softmax(values));
    }
  }
}
