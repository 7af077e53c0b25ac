package dev.trine.conformance.graph;

import static dev.trine.graph.Reshape.reshape;
import static dev.trine.graph.ops.Elementwise.activation;
import static dev.trine.graph.ops.Elementwise.add;
import static dev.trine.graph.ops.Elementwise.multiply;
import static dev.trine.graph.ops.MatrixProduct.matmul;

import dev.trine.backend.Activation;
import dev.trine.backend.op.Window;
import dev.trine.expression.Arithmetic;
import dev.trine.expression.Expression;
import dev.trine.graph.Constant;
import dev.trine.graph.Convergence;
import dev.trine.graph.Fused;
import dev.trine.graph.Loop;
import dev.trine.graph.Node;
import dev.trine.graph.Split;
import dev.trine.graph.Stack;
import dev.trine.graph.ops.AbsoluteError;
import dev.trine.graph.ops.AttentionWeights;
import dev.trine.graph.ops.BinaryCrossEntropy;
import dev.trine.graph.ops.ClassHinge;
import dev.trine.graph.ops.ClassWeights;
import dev.trine.graph.ops.Convolve;
import dev.trine.graph.ops.ConvolveFilters;
import dev.trine.graph.ops.ConvolveImages;
import dev.trine.graph.ops.DistributionCrossEntropy;
import dev.trine.graph.ops.Elementwise;
import dev.trine.graph.ops.Extreme;
import dev.trine.graph.ops.Gather;
import dev.trine.graph.ops.GruSteps;
import dev.trine.graph.ops.Hinge;
import dev.trine.graph.ops.Huber;
import dev.trine.graph.ops.LastAxis;
import dev.trine.graph.ops.LogCosh;
import dev.trine.graph.ops.LossFormula;
import dev.trine.graph.ops.LstmSteps;
import dev.trine.graph.ops.NewtonSchulz;
import dev.trine.graph.ops.PointwiseLoss;
import dev.trine.graph.ops.Pool;
import dev.trine.graph.ops.Positions;
import dev.trine.graph.ops.RecurrentSteps;
import dev.trine.graph.ops.Softmax;
import dev.trine.graph.ops.SoftmaxCrossEntropy;
import dev.trine.graph.ops.SquaredError;
import dev.trine.graph.ops.TripletMargin;
import dev.trine.graph.ops.Walk;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Every case. A derived or fused op adds itself here. */
public final class GraphCases {
  private static final TensorType MATRIX = TensorType.f32(5, 7);

  private GraphCases() {}

  public static List<GraphCase> all() {
    List<GraphCase> cases = new ArrayList<>();
    cases.add(fused(new Softmax(), MATRIX));
    addLosses(cases);
    cases.add(fused(new Standardise(), MATRIX));
    cases.add(
        GraphCase.of(
            "cosine similarity",
            List.of(MATRIX, MATRIX),
            in -> CosineSimilarity.of(in.get(0), in.get(1))));
    cases.add(GraphCase.of("largest of rows", List.of(MATRIX), in -> Extreme.max(in.get(0))));
    cases.add(GraphCase.of("smallest of rows", List.of(MATRIX), in -> Extreme.min(in.get(0))));
    for (TensorType type : List.of(TensorType.f32(3, 5), TensorType.f32(5, 3))) {
      String name = "orthogonalised " + type.shape();
      cases.add(GraphCase.of(name, List.of(type), in -> NewtonSchulz.orthogonalise(in.get(0))));
    }
    cases.add(GraphCase.of("recurrence", recurrent(), GraphCases::recurrence));
    cases.add(GraphCase.of("concatenation", List.of(MATRIX, MATRIX), GraphCases::concatenation));
    cases.addAll(convolutions());
    cases.add(GraphCase.of("along the last axis", List.of(MATRIX, MATRIX), GraphCases::lastAxis));
    cases.add(beginnings());
    addRecurrences(cases);
    addLoops(cases);
    cases.addAll(attention());
    return cases;
  }

  private static void addLosses(List<GraphCase> cases) {
    TensorType labels = new TensorType(DType.I32, Shape.of(5));
    cases.add(fused(new SoftmaxCrossEntropy(), MATRIX, labels));
    cases.add(fused(new SoftmaxCrossEntropy(0.1), MATRIX, labels));
    cases.add(fused(new ClassHinge(), MATRIX, labels));
    for (LossFormula formula :
        List.of(new SquaredError(), new AbsoluteError(), new Huber(0.7), new LogCosh())) {
      cases.add(fused(new PointwiseLoss(formula), MATRIX, MATRIX));
    }
    // Of targets that are drawn as numbers: probabilities, signs and distributions.
    for (double weight : new double[] {1, 2.5}) {
      Fused binary = new PointwiseLoss(new BinaryCrossEntropy(weight));
      cases.add(against(binary, GraphCases::probabilities));
    }
    cases.add(against(new PointwiseLoss(new Hinge()), GraphCases::signs));
    cases.add(against(new DistributionCrossEntropy(false), Softmax::softmax));
    cases.add(against(new DistributionCrossEntropy(true), Softmax::softmax));
    cases.add(
        GraphCase.of(
            "triplet margin",
            List.of(TensorType.f32(5, 9)),
            in -> TripletMargin.measures(in.get(0), 1.5)));
    for (int classes : new int[] {3, 20}) {
      List<Double> weights = IntStream.range(0, classes).mapToObj(c -> 0.5 + c / 2).toList();
      cases.add(
          GraphCase.of(
              "weights of %s classes".formatted(classes),
              List.of(labels, TensorType.f32(5)),
              in -> multiply(ClassWeights.of(in.get(0), weights), in.get(1))));
    }
  }

  private static Node probabilities(Node numbers) {
    return activation(numbers, Activation.SIGMOID);
  }

  /** −1 or 1 */
  private static Node signs(Node numbers) {
    Expression isPositive = Arithmetic.less(Arithmetic.constant(0), Arithmetic.load(0));
    return Elementwise.of(
        Arithmetic.select(isPositive, Arithmetic.constant(1), Arithmetic.constant(-1)), numbers);
  }

  /** A loss of two matrices against what it expands to, the second made a target. */
  private static GraphCase against(Fused op, UnaryOperator<Node> target) {
    return new GraphCase(
        op.toString(),
        List.of(MATRIX, MATRIX),
        in -> in.get(0).graph().applyAll(op, in.get(0), target.apply(in.get(1))).subList(0, 1),
        in -> op.expand(List.of(in.get(0), target.apply(in.get(1)))).subList(0, 1));
  }

  /** Of labels some are 0, so that keys are masked. */
  private static List<GraphCase> attention() {
    TensorType scores = TensorType.f32(2, 3, 5, 5);
    TensorType mask = new TensorType(DType.I32, Shape.of(2, 5));
    return List.of(
        fused(new AttentionWeights(0.7, false), TensorType.f32(2, 3, 4, 21)),
        fused(new AttentionWeights(0.7, false), scores, mask),
        fused(new AttentionWeights(0.7, true), scores, mask),
        GraphCase.of(
            "sinusoidal positions",
            List.of(TensorType.f32(2, 9, 7)),
            in -> multiply(in.get(0), Positions.sinusoidal(in.get(0).graph(), 9, 7))));
  }

  /** Windows with strides, dilation and edges that differ; of one group and of several. */
  private static List<GraphCase> convolutions() {
    Window window = new Window(3, 2, 2, 1, 1, 2, 1, 0, 2, 1);
    Shape images = Shape.of(2, 5, 4, 4);
    Shape filters = Shape.of(3, 2, 2, 6);
    TensorType results = TensorType.f32(window.over(images, 6));
    Window pooling = new Window(2, 3, 2, 2, 1, 1, 1, 1, 0, 1);
    return List.of(
        fused(new Convolve(window, 2), TensorType.f32(images), TensorType.f32(filters)),
        fused(new ConvolveImages(window, 2, images), results, TensorType.f32(filters)),
        fused(new ConvolveFilters(window, 2, filters), TensorType.f32(images), results),
        fused(new Convolve(window, 1), TensorType.f32(images), TensorType.f32(3, 2, 4, 5)),
        GraphCase.of(
            "largest in windows",
            List.of(TensorType.f32(images)),
            in -> Pool.max(in.get(0), pooling)),
        GraphCase.of(
            "mean in windows",
            List.of(TensorType.f32(images)),
            in -> Pool.average(in.get(0), pooling)));
  }

  /** Against what they expand to, whose gradient is the differentiator's; whichever way they go. */
  private static void addRecurrences(List<GraphCase> cases) {
    for (Walk walk :
        List.of(
            new Walk(false, false, false),
            new Walk(true, false, false),
            new Walk(false, true, false),
            new Walk(true, true, true),
            new Walk(false, false, true))) {
      for (Activation activation : List.of(Activation.TANH, Activation.IDENTITY)) {
        Fused simple = new RecurrentSteps(activation, walk);
        cases.add(recurrence(simple, walk, 2, 1, TensorType.f32(3, 2, 5), TensorType.f32(5, 5)));
      }
      Fused lstm = new LstmSteps(walk);
      cases.add(recurrence(lstm, walk, 3, 2, TensorType.f32(3, 2, 20), TensorType.f32(5, 20)));
      Fused gru = new GruSteps(walk);
      TensorType bias = TensorType.f32(15);
      cases.add(recurrence(gru, walk, 2, 1, TensorType.f32(3, 2, 15), TensorType.f32(5, 15), bias));
    }
  }

  /**
   * The steps of a recurrence of 3 steps, 5 units and 2 examples.
   *
   * @param outputs that others than its gradient take
   * @param states that it may begin with
   * @param given what it takes beside those of its walk
   */
  private static GraphCase recurrence(
      Fused op, Walk walk, int outputs, int states, TensorType... given) {
    List<TensorType> inputs = new ArrayList<>(List.of(given));
    for (int i = 0; walk.continued() && i < states; i++) {
      inputs.add(TensorType.f32(2, 5));
    }
    if (walk.padded()) {
      inputs.add(TensorType.i32(3, 2));
    }
    return new GraphCase(
        op.toString(),
        inputs,
        in -> in.get(0).graph().applyAll(op, in.toArray(Node[]::new)).subList(0, outputs),
        in -> op.expand(in).subList(0, outputs));
  }

  /** The first elements of some rows, found by pieces of three, against those of whole rows. */
  private static GraphCase beginnings() {
    TensorType numbers = new TensorType(DType.I32, Shape.of(7));
    return new GraphCase(
        "beginnings of rows",
        List.of(TensorType.f32(4, 5, 3), numbers),
        in -> List.of(Gather.beginnings(in.get(0), in.get(1), 6)),
        in -> {
          Node rows = reshape(Gather.gather(in.get(0), in.get(1)), Shape.of(7, 15));
          return List.of(LastAxis.split(rows, 6, 9).get(0));
        });
  }

  /** Matrices side by side, cut elsewhere, and the parts side by side in another order. */
  private static Node lastAxis(List<Node> in) {
    Node whole = LastAxis.concatenate(List.of(in.get(0), in.get(1)));
    List<Node> parts = LastAxis.split(multiply(whole, whole), 3, 10, 1);
    return LastAxis.concatenate(List.of(parts.get(2), parts.get(0), parts.get(1)));
  }

  /** In one piece where a backend has it so, against what it expands to. */
  private static GraphCase fused(Fused op, TensorType... inputs) {
    return new GraphCase(
        op.toString(),
        List.of(inputs),
        in -> in.get(0).graph().applyAll(op, in.toArray(Node[]::new)).subList(0, 1),
        in -> op.expand(in).subList(0, 1));
  }

  private static List<TensorType> recurrent() {
    return List.of(TensorType.f32(4, 3, 6), TensorType.f32(6, 6));
  }

  /** Steps of a sequence, [steps, batch, units], each computed where it lies in the result. */
  private static Node recurrence(List<Node> in) {
    List<Node> steps = new ArrayList<>();
    for (Node step : Split.unstack(in.get(0))) {
      Node before = steps.isEmpty() ? step : steps.get(steps.size() - 1);
      steps.add(activation(add(matmul(before, in.get(1)), step), Activation.TANH));
    }
    return Stack.stack(steps);
  }

  /** Parts of different lengths, one of them twice, under another shape. */
  private static Node concatenation(List<Node> in) {
    List<Node> parts = Split.split(in.get(0), 2, 3);
    Node product = multiply(parts.get(1), parts.get(1));
    Node whole = Stack.concatenate(List.of(product, in.get(1), product));
    return activation(reshape(whole, Shape.of(7, 11)), Activation.SIGMOID);
  }

  /**
   * Loops against as many turns one by one, and their gradients against those of the turns. The
   * weights contract: rows of seven numbers below 2, times 0.05, have a norm below 0.7.
   */
  private static void addLoops(List<GraphCase> cases) {
    List<TensorType> types = List.of(MATRIX, TensorType.f32(7, 7));
    Convergence usual = new Convergence(1e-6, 100, 0);
    for (Convergence convergence :
        List.of(usual, usual.withDamping(0.4), usual.withAcceleration())) {
      cases.add(
          new GraphCase(
              "fixed point, " + convergence,
              types,
              in -> List.of(Loop.settle(zero(in), convergence, z -> turn(z, in))),
              in -> List.of(turns(zero(in), in))));
    }
    // Begins with an input, which must not change, and runs behind another loop.
    cases.add(
        new GraphCase(
            "fixed points behind one another",
            types,
            in -> {
              Node first = Loop.settle(in.get(0), usual, z -> turn(z, in));
              List<Node> next = List.of(multiply(first, in.get(0)), in.get(1));
              return List.of(add(Loop.settle(first, usual, z -> turn(z, next)), first));
            },
            in -> {
              Node first = turns(zero(in), in);
              List<Node> next = List.of(multiply(first, in.get(0)), in.get(1));
              return List.of(add(turns(zero(in), next), first));
            }));
  }

  private static Node zero(List<Node> in) {
    return Constant.like(in.get(0), 0);
  }

  private static Node turns(Node start, List<Node> in) {
    Node z = start;
    for (int i = 0; i < 100; i++) {
      z = turn(z, in);
    }
    return z;
  }

  private static Node turn(Node z, List<Node> in) {
    Node weights = multiply(in.get(1), 0.05);
    return activation(add(matmul(z, weights), in.get(0)), Activation.TANH);
  }
}
