package dev.trine.graph.ops;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.expression.Arithmetic;
import dev.trine.expression.Expression;
import dev.trine.expression.Expression.Load;
import dev.trine.expression.Listing;
import dev.trine.expression.Parts;
import dev.trine.expression.Substitution;
import dev.trine.graph.Application;
import dev.trine.graph.Computation;
import dev.trine.graph.Constant;
import dev.trine.graph.Cost;
import dev.trine.graph.Node;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Several expressions for each element, computed in one pass over the inputs, where {@link
 * Elementwise} would read them once for each: what a cell of a recurrent layer makes of its gates.
 * Inputs may be columns of values, and results columns of an output, so that gates that lie side by
 * side take no copy.
 *
 * @param values what is computed, F32, at most {@value Mapping#MOST_RESULTS} in all: those of each
 *     output, which lie side by side along its last axis
 * @param reads what each load reads
 * @param shape of every result, to which what is read broadcasts
 */
public record Formulas(List<List<Expression>> values, List<Read> reads, Shape shape)
    implements Computation {
  /** Columns of an input: a part of so many of its last axis. */
  public record Read(int input, int part, int parts) {}

  /** Copies its lists. */
  public Formulas {
    values = values.stream().map(List::copyOf).toList();
    reads = List.copyOf(reads);
  }

  /**
   * Expressions of nodes, of which load k is the element of input k; one that is a constant becomes
   * a number of the expressions.
   *
   * @return one node an expression; the first should be one that is always needed
   * @throws IllegalArgumentException if the shapes do not go together, or there are too many inputs
   */
  public static List<Node> of(List<Expression> values, Shape shape, Node... inputs) {
    return of(
        values.stream().map(List::of).toList(),
        shape,
        Arrays.stream(inputs).map(Columns::all).toList());
  }

  /**
   * The same of columns, to columns.
   *
   * @param values those of each output, which lie side by side
   * @return one node an output, of the shape with a last axis as much longer as it has values
   */
  public static List<Node> of(List<List<Expression>> values, Shape shape, List<Columns> inputs) {
    Folding folding = new Folding(inputs);
    List<List<Expression>> folded =
        values.stream().map(one -> one.stream().map(folding::fold).toList()).toList();
    return inputs
        .get(0)
        .of()
        .graph()
        .applyAll(new Formulas(folded, folding.reads, shape), folding.nodes.toArray(Node[]::new));
  }

  /** Finds what is read at all, each once, and numbers the loads by that. */
  private static final class Folding {
    private final List<Columns> inputs;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Read> reads = new ArrayList<>();

    Folding(List<Columns> inputs) {
      this.inputs = inputs;
    }

    Expression fold(Expression value) {
      return Substitution.ofLoads(value, this::fold);
    }

    private Expression fold(Load load) {
      Columns columns = inputs.get(load.input());
      if (Constant.valueOf(columns.of()).isPresent()) {
        return Elementwise.fold(load, columns.of(), nodes);
      }
      int node = numberOf(columns.of(), nodes);
      int read = numberOf(new Read(node, columns.part(), columns.parts()), reads);
      return Arithmetic.load(read, load.stored());
    }

    private static <T> int numberOf(T one, List<T> all) {
      if (!all.contains(one)) {
        all.add(one);
      }
      return all.indexOf(one);
    }
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    for (Expression part : Parts.of(all())) {
      if (part instanceof Load load
          && (load.input() >= reads.size()
              || inputs.get(reads.get(load.input()).input).type() != load.stored())) {
        throw new IllegalArgumentException(
            "%s take %s as %s, but the inputs are %s".formatted(values, reads, load, inputs));
      }
    }
    reads.forEach(read -> access(read, inputs.get(read.input).type(), shapes(inputs)));
    return values.stream().map(side -> TensorType.f32(wide(side.size()))).toList();
  }

  private static List<Shape> shapes(List<TensorType> types) {
    return types.stream().map(TensorType::shape).toList();
  }

  private Access access(Read read, DType type, List<Shape> inputs) {
    return Access.columns(type, inputs.get(read.input), read.part, read.parts, shape);
  }

  /** The shape of results side by side. */
  private Shape wide(int results) {
    if (results == 1) {
      return shape;
    }
    long[] extents = shape.dimensions();
    extents[extents.length - 1] *= results;
    return Shape.of(extents);
  }

  private List<Expression> all() {
    return values.stream().flatMap(List::stream).toList();
  }

  /** By values of their own for all columns, which are joined again. */
  @Override
  public List<Node> gradient(Application application, List<Node> outputGradients) {
    List<Node> read = new ArrayList<>();
    for (Read one : reads) {
      read.add(columns(application.input(one.input), one.part, one.parts));
    }
    Node[] sums = new Node[reads.size()];
    for (int o = 0; o < values.size(); o++) {
      List<Expression> side = values.get(o);
      for (int i = 0; outputGradients.get(o) != null && i < side.size(); i++) {
        Node output = columns(application.output(o), i, side.size());
        Node gradient = columns(outputGradients.get(o), i, side.size());
        List<Node> parts = Elementwise.gradient(side.get(i), read, output, gradient);
        for (int j = 0; j < sums.length; j++) {
          sums[j] = Unrolled.sum(sums[j], parts.get(j));
        }
      }
    }
    return joined(application.inputs(), sums);
  }

  private static Node columns(Node node, int part, int parts) {
    if (parts == 1) {
      return node;
    }
    long[] extents = node.shape().dimensions();
    extents[extents.length - 1] /= parts;
    List<Expression> copied = List.of(Arithmetic.load(0, node.type()));
    return of(List.of(copied), Shape.of(extents), List.of(new Columns(node, part, parts))).get(0);
  }

  /** The gradient of each input, of those of what is read of it; null where none flows. */
  private List<Node> joined(List<Node> inputs, Node[] ofReads) {
    Node[] joined = new Node[inputs.size()];
    for (int i = 0; i < reads.size(); i++) {
      Read read = reads.get(i);
      if (ofReads[i] != null) {
        Node whole = placed(ofReads[i], read);
        joined[read.input] = Unrolled.sum(joined[read.input], whole);
      }
    }
    return Arrays.asList(joined);
  }

  /** Columns in their place, with zeros beside them. */
  private static Node placed(Node columns, Read read) {
    List<Expression> side = new ArrayList<>();
    for (int part = 0; part < read.parts; part++) {
      side.add(part == read.part ? Arithmetic.load(0) : Arithmetic.constant(0));
    }
    return read.parts == 1
        ? columns
        : of(List.of(side), columns.shape(), List.of(Columns.all(columns))).get(0);
  }

  /** Every element is read before it is written, by the same place of the grid. */
  @Override
  public boolean allowsInPlace(List<TensorType> inputs, int input, int output) {
    int columns = values.get(output).size();
    return inputs.get(input).equals(TensorType.f32(wide(columns)))
        && reads.stream().allMatch(read -> read.input != input || read.parts == columns);
  }

  @Override
  public Cost cost(List<View> inputs, List<View> outputs) {
    List<Expression> wanted = results(outputs).stream().map(Result::value).toList();
    long operations = Listing.of(wanted).operations();
    return Cost.of(
        operations * shape.elements(), inputs, outputs.stream().filter(Objects::nonNull).toList());
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    List<Shape> shapes = inputs.stream().map(View::shape).toList();
    List<Access> accesses =
        reads.stream().map(read -> access(read, inputs.get(read.input).type(), shapes)).toList();
    List<View> to = new ArrayList<>();
    for (int o = 0; o < values.size(); o++) {
      for (int i = 0; outputs.get(o) != null && i < values.get(o).size(); i++) {
        to.add(outputs.get(o));
      }
    }
    return backend.map(
        new Mapping(shape, accesses, results(outputs)),
        reads.stream().map(read -> inputs.get(read.input)).toList(),
        to);
  }

  /** What is computed for outputs of which some are not used. */
  private List<Result> results(List<View> outputs) {
    List<Result> results = new ArrayList<>();
    for (int o = 0; o < values.size(); o++) {
      int columns = values.get(o).size();
      for (int i = 0; outputs.get(o) != null && i < columns; i++) {
        Access to = Access.columns(DType.F32, wide(columns), i, columns, shape);
        results.add(new Result(values.get(o).get(i), to));
      }
    }
    return results;
  }
}
