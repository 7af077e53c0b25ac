package dev.trine.spark;

import dev.trine.DataException;
import dev.trine.data.Dataset;
import dev.trine.data.Field;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Says what the columns of rows are for.
 *
 * <p>Numbers, booleans (0 and 1), vectors of Spark ML, and arrays of float and double become F32;
 * arrays of int I32; arrays of bytes and binary U8 [length]; images of Spark's source U8 [height,
 * width, channels], grey or red, green and blue. How many elements a column has, its first row
 * tells. What is null, NaN or infinite is refused where it is read, with row and column.
 */
public final class RowSetBuilder {
  /** More are no classes, but something to regress on. */
  public static final int MOST_CLASSES = 10_000;

  private final org.apache.spark.sql.Dataset<Row> rows;
  private final Map<String, Source> inputs = new LinkedHashMap<>();
  private String labels;
  private List<String> classes;
  private Source values;

  /**
   * @param shape null for that which the columns have
   */
  private record Source(Shape shape, List<String> columns) {}

  RowSetBuilder(org.apache.spark.sql.Dataset<Row> rows) {
    this.rows = Objects.requireNonNull(rows, "rows is null");
  }

  /** The columns of the input {@link Dataset#FEATURES}, joined in this order. */
  public RowSetBuilder features(String... columns) {
    return input(Dataset.FEATURES, columns);
  }

  /** The same in a shape that has as many elements. */
  public RowSetBuilder features(Shape shape, String... columns) {
    return input(Dataset.FEATURES, shape, columns);
  }

  /** The columns of one of several inputs, joined in this order. */
  public RowSetBuilder input(String field, String... columns) {
    return add(field, new Source(null, named("input", columns)));
  }

  /** The same in a shape that has as many elements. */
  public RowSetBuilder input(String field, Shape shape, String... columns) {
    Objects.requireNonNull(shape, "shape is null; leave it out for that of the columns");
    return add(field, new Source(shape, named("input", columns)));
  }

  private RowSetBuilder add(String field, Source source) {
    if (inputs.put(field, source) != null) {
      throw new IllegalArgumentException(
          "The field '%s' is described twice; name all of its columns at once".formatted(field));
    }
    return this;
  }

  /**
   * The column of the classes to learn: texts, numbers or booleans. Which there are is looked up in
   * one pass over the column, at most {@link #MOST_CLASSES}: numbers by size, texts by their
   * characters.
   */
  public RowSetBuilder label(String column) {
    labels = Objects.requireNonNull(column, "column of labels is null");
    return this;
  }

  /** The same with the classes given, in the order that labels count them by. */
  public RowSetBuilder label(String column, List<String> names) {
    classes = List.copyOf(names);
    return label(column);
  }

  /** The columns of the numbers to regress on, joined in this order. */
  public RowSetBuilder values(String... columns) {
    values = new Source(null, named("values", columns));
    return this;
  }

  private static List<String> named(String what, String... columns) {
    if (columns.length == 0) {
      throw new IllegalArgumentException("%s names no column".formatted(what));
    }
    return List.of(columns);
  }

  /**
   * The set. Its rows are read when it is trained on; here the first is, and the classes are.
   *
   * @throws IllegalArgumentException if a column is not there, or not of a type that is read
   * @throws DataException if there are no rows, or the first has something missing
   */
  public SparkDataset build() {
    if (labels != null && values != null) {
      throw new IllegalArgumentException(
          "label('%s') and values(%s) are both to be learnt, expected one; new SparkDataset(examples, fields) takes any"
              .formatted(labels, values.columns));
    }
    org.apache.spark.sql.Dataset<Row> used = used();
    List<RowField> fields = fields(used);
    return new SparkDataset(
        used.javaRDD().mapPartitionsWithIndex(new RowExamples(fields), false),
        fields.stream().map(RowField::field).toList());
  }

  /** The columns that are needed, so that no others are read from files. */
  private org.apache.spark.sql.Dataset<Row> used() {
    Set<String> names = new LinkedHashSet<>();
    inputs.values().forEach(source -> names.addAll(source.columns));
    if (values != null) {
      names.addAll(values.columns);
    }
    if (labels != null) {
      names.add(labels);
    }
    names.forEach(name -> RowInput.field(rows.schema(), name));
    return rows.select(names.stream().map(RowInput::column).toArray(Column[]::new));
  }

  private List<RowField> fields(org.apache.spark.sql.Dataset<Row> used) {
    StructType schema = used.schema();
    Map<String, List<RowColumn>> columns = new LinkedHashMap<>();
    inputs.forEach((field, source) -> columns.put(field, columns(schema, source)));
    List<RowColumn> goals = values == null ? List.of() : columns(schema, values);
    List<Row> first = used.takeAsList(1);
    if (first.isEmpty()) {
      throw new DataException(
          "There are no rows with the columns %s".formatted(schema.simpleString()));
    }
    List<RowField> fields = new ArrayList<>();
    columns.forEach(
        (field, of) -> fields.add(input(field, of, inputs.get(field).shape, first.get(0))));
    if (values != null) {
      fields.add(goal(goals, first.get(0)));
    }
    if (labels != null) {
      List<String> names = classes == null ? LabelColumn.classes(used, labels) : classes;
      fields.add(LabelColumn.of(Dataset.TARGETS, schema, labels, names));
    }
    return fields;
  }

  private static List<RowColumn> columns(StructType schema, Source source) {
    return source.columns.stream().map(name -> RowColumn.of(schema, name)).toList();
  }

  private static RowField input(String field, List<RowColumn> columns, Shape wanted, Row first) {
    DType elements = JoinedColumns.elements(field, columns);
    List<Shape> shapes = JoinedColumns.shapes(columns, first, RowPlace.FIRST);
    Shape joined = JoinedColumns.joined(shapes);
    Shape shape = wanted == null ? joined : wanted;
    if (shape.elements() != joined.elements()) {
      throw new IllegalArgumentException(
          "The field '%s' is to be of shape %s, %s elements, but columns %s have %s in the first row"
              .formatted(
                  field,
                  shape,
                  shape.elements(),
                  columns.stream().map(RowColumn::name).toList(),
                  joined.elements()));
    }
    return new JoinedColumns(Field.input(field, new TensorType(elements, shape)), columns, shapes);
  }

  private static RowField goal(List<RowColumn> columns, Row first) {
    DType elements = JoinedColumns.elements(Dataset.TARGETS, columns);
    if (elements != DType.F32) {
      throw new IllegalArgumentException(
          "Column '%s' is %s, which becomes %s; expected numbers to regress on; cast it to float"
              .formatted(columns.get(0).name(), columns.get(0).type(), elements));
    }
    List<Shape> shapes = JoinedColumns.shapes(columns, first, RowPlace.FIRST);
    Field field = Field.values(Dataset.TARGETS, JoinedColumns.joined(shapes));
    return new JoinedColumns(field, columns, shapes);
  }
}
