package dev.trine.outside;

import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.graph.ops.MatrixProduct.matmul;
import static dev.trine.nn.Layers.activate;
import static dev.trine.nn.Layers.averagePool2d;
import static dev.trine.nn.Layers.batchNorm;
import static dev.trine.nn.Layers.bidirectional;
import static dev.trine.nn.Layers.concatenate;
import static dev.trine.nn.Layers.conv2d;
import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.flatten;
import static dev.trine.nn.Layers.globalAveragePool2d;
import static dev.trine.nn.Layers.groupNorm;
import static dev.trine.nn.Layers.image;
import static dev.trine.nn.Layers.layerNorm;
import static dev.trine.nn.Layers.maxPool2d;
import static dev.trine.nn.Layers.residual;
import static dev.trine.nn.Layers.scale;
import static dev.trine.nn.Layers.sequence;
import static dev.trine.nn.Layers.transposedConv2d;
import static dev.trine.nn.Layers.window;
import static dev.trine.nn.Losses.binaryCrossEntropyWithLogits;
import static dev.trine.nn.Losses.categoricalHinge;
import static dev.trine.nn.Losses.hinge;
import static dev.trine.nn.Losses.huber;
import static dev.trine.nn.Losses.kullbackLeibler;
import static dev.trine.nn.Losses.logCosh;
import static dev.trine.nn.Losses.meanAbsoluteError;
import static dev.trine.nn.Losses.meanSquaredError;
import static dev.trine.nn.Losses.softmaxCrossEntropy;
import static dev.trine.nn.Losses.softmaxCrossEntropyOfDistributions;
import static dev.trine.nn.Losses.triplet;
import static dev.trine.outside.Traced.node;
import static dev.trine.outside.Traced.nodes;
import static dev.trine.train.Optimizers.adagrad;
import static dev.trine.train.Optimizers.adam;
import static dev.trine.train.Optimizers.lion;
import static dev.trine.train.Optimizers.rmsProp;
import static dev.trine.train.Optimizers.sgd;

import dev.trine.backend.Activation;
import dev.trine.backend.op.Window;
import dev.trine.data.Dataset;
import dev.trine.expression.Arithmetic;
import dev.trine.expression.Expression;
import dev.trine.expression.function.Cos;
import dev.trine.expression.function.Erf;
import dev.trine.expression.function.ExpMinusOne;
import dev.trine.expression.function.LogOnePlus;
import dev.trine.expression.function.Sin;
import dev.trine.graph.Constant;
import dev.trine.graph.Node;
import dev.trine.graph.Reshape;
import dev.trine.graph.Split;
import dev.trine.graph.Stack;
import dev.trine.graph.ops.AttentionWeights;
import dev.trine.graph.ops.Convolve;
import dev.trine.graph.ops.ConvolveImages;
import dev.trine.graph.ops.Elementwise;
import dev.trine.graph.ops.Extreme;
import dev.trine.graph.ops.Gather;
import dev.trine.graph.ops.LastAxis;
import dev.trine.graph.ops.NewtonSchulz;
import dev.trine.graph.ops.Permute;
import dev.trine.graph.ops.Pool;
import dev.trine.graph.ops.Reduce;
import dev.trine.graph.ops.ScatterAdd;
import dev.trine.graph.ops.Softmax;
import dev.trine.nn.Attention;
import dev.trine.nn.CrossEntropyLoss;
import dev.trine.nn.FixedPoint;
import dev.trine.nn.Gru;
import dev.trine.nn.Layer;
import dev.trine.nn.Layers;
import dev.trine.nn.Loss;
import dev.trine.nn.Lstm;
import dev.trine.nn.Network;
import dev.trine.nn.NormPlace;
import dev.trine.nn.Objective;
import dev.trine.nn.Pad2d;
import dev.trine.nn.Recurrent;
import dev.trine.nn.Returns;
import dev.trine.nn.Sliding;
import dev.trine.nn.Transformer;
import dev.trine.nn.TransformerDecoder;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.train.AdaptiveMoments;
import dev.trine.train.Muon;
import dev.trine.train.Optimizer;
import dev.trine.train.Schedule;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What Trine has for each case of the file, by the case's name. */
final class Subjects {
  static final Map<String, Subject> ALL = new TreeMap<>();

  private Subjects() {}

  static {
    binary("matmul", (a, b) -> matmul(a, b));
    binary("matmul aT", (a, b) -> matmul(a, b, true, false));
    binary("matmul bT", (a, b) -> matmul(a, b, false, true));
    binary("matmul aT bT", (a, b) -> matmul(a, b, true, true));
    binary("matmul stacked", (a, b) -> matmul(a, b));
    binary("matmul stacked aT", (a, b) -> matmul(a, b, true, false));
    binary("matmul stacked bT", (a, b) -> matmul(a, b, false, true));
    binary("matmul stacked aT bT", (a, b) -> matmul(a, b, true, true));
    unary("matmul by its own transpose", a -> matmul(a, a, false, true));

    binary("add", Elementwise::add);
    binary("add row", Elementwise::add);
    binary("add both ways", Elementwise::add);
    binary("subtract row", Elementwise::subtract);
    binary("multiply", Elementwise::multiply);
    binary("multiply row", Elementwise::multiply);
    binary("multiply both ways", Elementwise::multiply);
    unary("multiply by a number", a -> Elementwise.multiply(a, -1.75));
    binary("multiply rows", Elementwise::multiplyRows);
    binary("divide", Elementwise::divide);
    binary("divide by row", Elementwise::divide);
    binary("divide row", Elementwise::divide);
    binary("power", Elementwise::power);
    binary("power of row", Elementwise::power);
    unary("power of 3", a -> Elementwise.power(a, Constant.like(a, 3)));
    unary("negate", a -> Elementwise.of(Arithmetic.negate(load(0)), a));
    unary("abs", a -> Elementwise.of(Arithmetic.abs(load(0)), a));
    unary("times floor", a -> Elementwise.of(multiply(load(0), Arithmetic.floor(load(0))), a));
    unary("times round", a -> Elementwise.of(multiply(load(0), Arithmetic.round(load(0))), a));
    binary("min", (a, b) -> Elementwise.of(Arithmetic.min(load(0), load(1)), a, b));
    binary("max", (a, b) -> Elementwise.of(Arithmetic.max(load(0), load(1)), a, b));
    binary("select", (a, b) -> Elementwise.of(smallerOrProduct(), a, b));
    ALL.put(
        "fma",
        node(
            in ->
                Elementwise.of(
                    Arithmetic.fma(load(0), load(1), load(2)), in.get(0), in.get(1), in.get(2))));
    unary("square", Elementwise::square);
    unary("sqrt", Elementwise::sqrt);
    unary("exp", Elementwise::exp);
    unary("exp minus one", a -> Elementwise.function(a, new ExpMinusOne()));
    unary("log", Elementwise::log);
    unary("log one plus", a -> Elementwise.function(a, new LogOnePlus()));
    unary("erf", a -> Elementwise.function(a, new Erf()));
    unary("sin", a -> Elementwise.function(a, new Sin()));
    unary("cos", a -> Elementwise.function(a, new Cos()));
    unary("cast to bf16", a -> Elementwise.cast(a, DType.BF16));
    unary("cast from bf16", a -> Elementwise.cast(a, DType.F32));
    for (Activation activation : Activation.values()) {
      String name = activation.name().toLowerCase(Locale.ROOT);
      unary("activation " + name, a -> Elementwise.activation(a, activation));
    }

    unary("softmax", Softmax::softmax);
    unary("softmax of large scores", Softmax::softmax);
    unary("sum", a -> Reduce.sum(a, 1));
    unary("sum scaled", a -> Reduce.sum(a, 0.3));
    unary("sum of squares", a -> Reduce.sumOfSquares(a, 0.3));
    unary("sum over axis 0", a -> Reduce.sum(a, 1, 2, 12, Shape.of(3, 4)));
    unary("sum over axis 1", a -> Reduce.sum(a, 2, 3, 4, Shape.of(2, 4)));
    unary("sum over axis 2", a -> Reduce.sum(a, 6, 4, 1, Shape.of(2, 3)));
    unary("largest of rows", Extreme::max);
    unary("smallest of rows", Extreme::min);
    unary("softmax by other ops", a -> new Softmax().expand(List.of(a)).get(0));
    binary("gather", Gather::gather);
    binary("scatter add", (indices, updates) -> ScatterAdd.scatterAdd(indices, updates, 6));

    unary("reshape", a -> Reshape.reshape(a, Shape.of(3, 4)));
    ALL.put("split", nodes(in -> Split.split(in.get(0), 1, 3, 2)));
    ALL.put(
        "split, one part unused",
        nodes(
            in -> {
              List<Node> parts = Split.split(in.get(0), 1, 3, 2);
              return List.of(parts.get(0), parts.get(2));
            }));
    ALL.put("unstack", nodes(in -> Split.unstack(in.get(0))));
    binary("stack", (a, b) -> Stack.stack(List.of(a, b, a)));
    binary("concatenate", (a, b) -> Stack.concatenate(List.of(a, b)));

    unary("permute", a -> Permute.permute(a, 2, 0, 1));
    binary("concatenate along the last axis", (a, b) -> LastAxis.concatenate(List.of(a, b, a)));
    ALL.put("split along the last axis", nodes(in -> LastAxis.split(in.get(0), 1, 3, 2)));

    layers("layer dense", dense(5, Activation.RELU));
    layers("layer dense without activation", dense(5));
    layers("layer activation", activate(Activation.SILU));
    layers("layer flatten", flatten());
    convolve("convolve", new Window(3, 2, 1, 1, 1, 1, 0, 0, 0, 0), 1);
    convolve("convolve by strides over edges", new Window(3, 3, 2, 3, 1, 1, 2, 0, 1, 2), 1);
    convolve("convolve dilated", new Window(3, 3, 1, 1, 1, 2, 1, 1, 2, 2), 1);
    convolve("convolve by groups", new Window(2, 3, 1, 1, 1, 1, 0, 0, 0, 0), 2);
    convolve("convolve depthwise", new Window(3, 3, 1, 1, 1, 1, 1, 1, 1, 1), 3);
    Window halving = new Window(3, 3, 2, 2, 1, 1, 1, 1, 1, 1);
    binary(
        "convolve images",
        (a, b) -> ConvolveImages.gradient(a, b, Shape.of(2, 5, 7, 2), halving, 1));
    unary("largest in windows", a -> Pool.max(a, halving));
    unary("mean in windows", a -> Pool.average(a, halving));
    layers("layer image", image(2, 2, 3));
    layers("layer conv2d", conv2d(3, window(3).stride(2), Activation.RELU));
    layers("layer transposedConv2d", transposedConv2d(4, window(2).stride(2), Activation.TANH));
    layers("layer maxPool2d", maxPool2d(2));
    layers("layer averagePool2d", averagePool2d(2));
    layers("layer globalAveragePool2d", globalAveragePool2d());
    layers("layer batchNorm", batchNorm());
    layers("layer layerNorm", layerNorm());
    layers("layer groupNorm", groupNorm(2));
    network(
        "convolutional classifier",
        softmaxCrossEntropy(),
        image(6, 6, 1),
        conv2d(4, 3, Activation.TANH),
        maxPool2d(2),
        flatten(),
        dense(3));
    for (String form : List.of("", ", tall")) {
      unary("orthogonalise" + form, NewtonSchulz::orthogonalise);
    }
    layers("layer scale", scale(0.25, -1.5));
    joining("layer concatenate", concatenate());
    joining("layer add", Layers.add());
    Layer body = sequence(dense(5, Activation.TANH), dense(2));
    layers("layer sequence", body);
    layers("layer residual", residual(dense(5, Activation.TANH), dense(4)));
    network("classifier", softmaxCrossEntropy(), flatten(), dense(5, Activation.GELU), dense(3));
    network("regressor", meanSquaredError(), dense(5, Activation.TANH), dense(2));
    binary("loss softmaxCrossEntropy of large scores", softmaxCrossEntropy()::measures);
    for (String mean : List.of("", ", mean")) {
      binary("loss softmaxCrossEntropy" + mean, softmaxCrossEntropy()::measures);
      binary("loss meanSquaredError" + mean, meanSquaredError()::measures);
    }
    losses();

    optimizers();
    schedules();
    ALL.put("training momentum, decay", trained(sgd(0.1).withMomentum(0.9).withL2(0.05)));
    ALL.put("training momentum, clipped norm", trained(clipped(0.2)));
    ALL.put("training momentum, norm below the clip", trained(clipped(20)));
    ALL.put("training of twins", twins());
    ALL.put("training of normalised", normalised());
    ALL.put("training adam, decay", trained(adam(0.01).withWeightDecay(0.05)));
    Optimizer others = adam(0.01).withWeightDecay(0.05);
    Optimizer muon = new Muon(0.02, 0.9, true, 0.1, Muon.Scale.ORIGINAL, others);
    ALL.put("training muon, decay", orthogonalised(muon));
    ALL.put("training muon as adam, no nesterov, clipped", orthogonalised(asAdam()));
    recurrences();
    fixedPoints();
    attention();
  }

  private static Optimizer asAdam() {
    Optimizer others = adam(0.01).withWeightDecay(0.05);
    return new Muon(0.02, 0.8, false, 0.1, Muon.Scale.AS_ADAM, others).withClippedNorm(0.1);
  }

  private static Trained orthogonalised(Optimizer optimizer) {
    Layer[] layers = {
      conv2d(3, window(2).valid(), Activation.TANH),
      flatten(),
      dense(4, Activation.TANH),
      dense(7, Activation.TANH),
      dense(3)
    };
    Network network = Network.of(Shape.of(3, 3, 2), layers);
    Objective objective = Objective.of(network, softmaxCrossEntropy());
    return new Trained(network, objective, optimizer, 3, List.of(Dataset.TARGETS));
  }

  /** To the last bits, which PyTorch comes to by many turns. */
  private static void fixedPoints() {
    fixedPoint("layer fixedPoint", Layers.fixedPoint(5));
    fixedPoint(
        "layer fixedPoint of sigmoid, damped",
        Layers.fixedPoint(5, concatenate(), dense(5, Activation.SIGMOID)).withDamping(0.3));
    Layer lateral = Layers.lateral(Activation.SILU);
    ALL.put(
        "layer lateral",
        new Traced(
            in ->
                lateral.apply(
                    new GivenParameters(in.get(0).graph(), in.listIterator(2)), in.subList(0, 2)),
            classes(lateral)));
  }

  private static void fixedPoint(String name, FixedPoint layer) {
    layers(name, layer.withTolerance(1e-15).withIterations(200));
  }

  private static void losses() {
    CrossEntropyLoss weighted = softmaxCrossEntropy().withClassWeights(0.5, 1, 2, 4, 0.25);
    loss("softmaxCrossEntropy, smoothed", softmaxCrossEntropy().withLabelSmoothing(0.1));
    loss("softmaxCrossEntropy, class weights", weighted);
    binary("loss softmaxCrossEntropy, class weights, mean", (x, y) -> mean(weighted, x, y));
    double[] many = IntStream.range(0, 21).mapToDouble(c -> 1 + c / 2).toArray();
    loss(
        "softmaxCrossEntropy, weights of many classes",
        softmaxCrossEntropy().withClassWeights(many));
    loss("softmaxCrossEntropy of steps", softmaxCrossEntropy());
    for (String scores : List.of("", " of large scores")) {
      loss("softmaxCrossEntropyOfDistributions" + scores, softmaxCrossEntropyOfDistributions());
      loss("binaryCrossEntropyWithLogits" + scores, binaryCrossEntropyWithLogits());
    }
    loss("kullbackLeibler", kullbackLeibler());
    loss("binaryCrossEntropyWithLogits, positive weight", binaryCrossEntropyWithLogits(3.5));
    loss("hinge", hinge());
    loss("categoricalHinge", categoricalHinge());
    loss("meanAbsoluteError", meanAbsoluteError());
    loss("huber", huber(0.75));
    loss("logCosh", logCosh());
    unary("loss triplet", a -> triplet(1.5).measures(a, null));
    unary("loss triplet of one vector", a -> triplet(0.3).measures(a, null));
  }

  private static void loss(String name, Loss loss) {
    binary("loss " + name, loss::measures);
  }

  /** The losses' sum by that of the weights, as the trainer takes it. */
  private static Node mean(Loss loss, Node output, Node target) {
    List<Node> measures = Split.unstack(loss.measures(output, target));
    Node weight = Reduce.sum(measures.get(Loss.WEIGHT), 1);
    return Elementwise.divide(Reduce.sum(measures.get(Loss.LOSS), 1), weight);
  }

  private static void schedules() {
    schedule("constant", Schedule.constant());
    schedule("constant, warm-up", Schedule.constant().withWarmUp(5));
    schedule("stepDecay", Schedule.stepDecay(3, 0.3));
    schedule("stepDecay, warm-up", Schedule.stepDecay(2, 0.3).withWarmUp(5));
    schedule("exponential", Schedule.exponential(0.8));
    schedule("cosine", Schedule.cosine(12, 0.1));
    schedule("cosine, by epoch", Schedule.cosine(12).byEpoch());
    schedule("oneCycle", Schedule.oneCycle(12));
    schedule("onPlateau", Schedule.onPlateau(0.5, 1));
  }

  private static void schedule(String name, Schedule schedule) {
    ALL.put("schedule " + name, new Scheduled(schedule));
  }

  private static void optimizers() {
    Optimizer momentum = sgd(0.1).withMomentum(0.9);
    Optimizer nesterov = sgd(0.1).withNesterov(0.9);
    optimizer("sgd", sgd(0.1));
    optimizer("sgd, decay", sgd(0.1).withL2(0.05));
    optimizer("momentum", momentum);
    optimizer("momentum, decay", momentum.withL2(0.05));
    optimizer("momentum, L1", momentum.withL1(0.05));
    optimizer("momentum, decoupled decay", momentum.withWeightDecay(0.05));
    optimizer("nesterov", nesterov);
    optimizer("nesterov, decay", nesterov.withL2(0.05));
    optimizer("adam", adam(0.01));
    optimizer("adam, L2", adam(0.01).withL2(0.05));
    optimizer("adam, decay", adam(0.01).withWeightDecay(0.05));
    optimizer(
        "adam, other settings, decay",
        new AdaptiveMoments(0.02, 0.6, 0.95, 0.1).withWeightDecay(0.05));
    optimizer("adagrad", adagrad(0.1));
    optimizer("adagrad, decay", adagrad(0.1).withL2(0.05));
    optimizer("rmsprop", rmsProp(0.01));
    optimizer("rmsprop, momentum", rmsProp(0.01).withMomentum(0.9));
    optimizer("rmsprop, centred", rmsProp(0.01).withCentring());
    optimizer(
        "rmsprop, centred, momentum, decay",
        rmsProp(0.01).withCentring().withMomentum(0.9).withL2(0.05));
    optimizer("sgd, clipped norm, decay", sgd(0.1).withL2(0.05).withClippedNorm(2.5));
    optimizer("sgd, clipped values", sgd(0.1).withClippedValue(0.7));
    optimizer("lion", lion(0.01));
    optimizer("lion, decay", lion(0.01).withWeightDecay(0.05));
  }

  private static void optimizer(String name, Optimizer optimizer) {
    ALL.put("optimizer " + name, new Optimized(optimizer));
  }

  private static void attention() {
    taking(1, "layer embedding", Layers.embedding(5, 3));
    taking(1, "layer embedding, padded", Layers.embedding(5, 3, 4));
    layers("layer positions", Layers.positions());
    layers("layer learnedPositions", Layers.learnedPositions());
    layers("layer rmsNorm", Layers.rmsNorm());
    Sliding halves = window(3).padding(1).stride(2);
    layers("layer conv1d", Layers.conv1d(4, halves, Activation.IDENTITY));
    layers("layer conv1d of an even size", Layers.conv1d(4, 2, Activation.IDENTITY));
    layers("layer maxPool1d", Layers.maxPool1d(2));
    layers("layer averagePool1d", Layers.averagePool1d(2));
    layers("layer globalAveragePool1d", Layers.globalAveragePool1d());
    layers("layer globalMaxPool2d", Layers.globalMaxPool2d());
    layers("layer upsample2d", Layers.upsample2d(3));
    layers("layer pad2d", new Pad2d(1, 2, 3, 0));
    layers("layer prelu", Layers.prelu());
    layers("layer maxout", Layers.maxout(4, 2));
    layers("layer dense of sequences", dense(5, Activation.TANH));
    unary("attention weights", a -> AttentionWeights.of(a, null, 0.5, false));
    binary("attention weights, masked", (a, b) -> AttentionWeights.of(a, b, 0.5, false));
    binary("attention weights, masked, causal", (a, b) -> AttentionWeights.of(a, b, 1.5, true));
    taking(1, "layer attention", Layers.attention(2));
    taking(1, "layer attention, causal", Layers.causalAttention(2));
    taking(2, "layer attention, lengths", Layers.attention(2));
    taking(3, "layer attention to others, masked", Layers.attention(3));
    taking(1, "layer transformer", Layers.transformer(2, 5));
    Attention two = Layers.attention(2);
    Attention causal = Layers.causalAttention(2);
    taking(
        2,
        "layer transformer, normalised after, lengths",
        new Transformer(two, 5, Activation.GELU, 0, NormPlace.AFTER));
    taking(2, "layer transformerDecoder", Layers.transformerDecoder(2, 5));
    taking(
        2,
        "layer transformerDecoder, normalised after",
        new TransformerDecoder(causal, two, 5, Activation.GELU, 0, NormPlace.AFTER));
  }

  private static void recurrences() {
    layers("layer recurrent", Layers.recurrent(5));
    layers(
        "layer recurrent of relu, all, backwards",
        new Recurrent(5, Activation.RELU, Returns.ALL, true, false));
    layers("layer lstm", Layers.lstm(5));
    layers("layer lstm, all", Layers.lstm(5, Returns.ALL));
    layers("layer lstm, backwards", new Lstm(5, Returns.LAST, true, false));
    layers("layer lstm, all, backwards", new Lstm(5, Returns.ALL, true, false));
    layers("layer gru", Layers.gru(5));
    layers("layer gru, all", Layers.gru(5, Returns.ALL));
    layers("layer gru, backwards", new Gru(5, Returns.LAST, true, false));
    layers("layer gru, all, backwards", new Gru(5, Returns.ALL, true, false));
    layers("layer bidirectional", bidirectional(Layers.lstm(5)));
    layers("layer bidirectional, all", bidirectional(Layers.gru(5, Returns.ALL)));
    layers("layer recurrent, carried", Layers.recurrent(5).carried());
    layers("layer lstm, carried", Layers.lstm(5, Returns.ALL).carried());
    layers("layer gru, carried", Layers.gru(5, Returns.ALL).carried());
    taking(2, "layer recurrent of lengths", Layers.recurrent(5));
    taking(2, "layer lstm of lengths", Layers.lstm(5));
    taking(2, "layer lstm of lengths, all", Layers.lstm(5, Returns.ALL));
    taking(2, "layer gru of lengths, all, carried", Layers.gru(5, Returns.ALL).carried());
    taking(2, "layer bidirectional of lengths", bidirectional(Layers.lstm(5)));
    taking(2, "layer bidirectional of lengths, all", bidirectional(Layers.gru(5, Returns.ALL)));
    taking(
        2,
        "layer recurrent of states, backwards",
        new Recurrent(5, Activation.TANH, Returns.LAST, true, false));
    taking(2, "layer lstm of lengths, states", Layers.lstm(5, Returns.STATES));
    taking(
        4,
        "layer lstm of lengths and states, all and states",
        Layers.lstm(5, Returns.ALL_AND_STATES));
    taking(2, "layer gru of states, all and states", Layers.gru(5, Returns.ALL_AND_STATES));
    taking(
        4,
        "layer bidirectional of lengths and states, states",
        bidirectional(Layers.lstm(5, Returns.STATES)));
  }

  private static Expression smallerOrProduct() {
    Expression isSmaller = Arithmetic.less(load(0), load(1));
    return Arithmetic.select(isSmaller, load(0), multiply(load(0), load(1)));
  }

  private static void unary(String name, UnaryOperator<Node> op) {
    ALL.put(name, node(in -> op.apply(in.get(0))));
  }

  private static void binary(String name, BinaryOperator<Node> op) {
    ALL.put(name, node(in -> op.apply(in.get(0), in.get(1))));
  }

  /** Layers one behind the other, of a batch and their parameters. */
  private static void layers(String name, Layer... layers) {
    ALL.put(name, new Traced(in -> List.of(apply(in, layers)), classes(layers)));
  }

  private static void convolve(String name, Window window, int groups) {
    binary(name, (a, b) -> Convolve.convolve(a, b, window, groups));
  }

  /** A layer of several inputs. */
  private static void joining(String name, Layer layer) {
    ALL.put(
        name,
        new Traced(
            in ->
                layer.apply(
                    new GivenParameters(in.get(0).graph(), Collections.emptyIterator()), in),
            classes(layer)));
  }

  /** A layer of so many inputs, of these and its parameters. */
  private static void taking(int inputs, String name, Layer layer) {
    ALL.put(
        name,
        new Traced(
            in ->
                layer.apply(
                    new GivenParameters(in.get(0).graph(), in.listIterator(inputs)),
                    in.subList(0, inputs)),
            classes(layer)));
  }

  /** A loss of layers, of a batch, their parameters and the targets. */
  private static void network(String name, Loss loss, Layer... layers) {
    ALL.put(
        name,
        new Traced(
            in -> List.of(loss.measures(apply(in, layers), in.get(in.size() - 1))),
            classes(layers)));
  }

  private static Optimizer clipped(double norm) {
    return sgd(0.1).withMomentum(0.9).withL2(0.05).withClippedNorm(norm);
  }

  private static Trained trained(Optimizer optimizer) {
    Network network = Network.of(Shape.of(2, 3), flatten(), dense(5, Activation.GELU), dense(3));
    Objective objective = Objective.of(network, softmaxCrossEntropy());
    return new Trained(network, objective, optimizer, 3, List.of(Dataset.TARGETS));
  }

  private static Trained normalised() {
    Network network =
        Network.of(Shape.of(6), dense(5), batchNorm(), activate(Activation.TANH), dense(3));
    Objective objective = Objective.of(network, softmaxCrossEntropy());
    // A bias before a mean is taken has a gradient of rounding errors, which Adam would magnify.
    Optimizer optimizer = sgd(0.1).withMomentum(0.9).withL2(0.05);
    return new Trained(network, objective, optimizer, 3, List.of(Dataset.TARGETS));
  }

  private static Trained twins() {
    Network network =
        Network.builder()
            .input("left", Shape.of(3))
            .input("right", Shape.of(3))
            .layer("tower", dense(4, Activation.TANH), "left")
            .share("twin", "tower", "right")
            .layer("fixed", dense(2, Activation.TANH), "left")
            .layer("joined", concatenate(), "tower", "twin", "fixed")
            .layer("head", dense(2), "joined")
            .layer("side", dense(3), "joined")
            .output("head", "side")
            .freeze("fixed")
            .build();
    Objective objective =
        new Objective(
            List.of(
                new Objective.Term("head", "values", meanSquaredError(), 1),
                new Objective.Term("side", "labels", softmaxCrossEntropy(), 0.5)),
            "weights");
    return new Trained(
        network,
        objective,
        sgd(0.1).withMomentum(0.9).withL2(0.05),
        3,
        List.of("values", "labels", "weights"));
  }

  private static Node apply(List<Node> in, Layer... layers) {
    GivenParameters scope = new GivenParameters(in.get(0).graph(), in.listIterator(1));
    List<Node> out = List.of(in.get(0));
    for (Layer layer : layers) {
      out = layer.apply(scope, out);
    }
    return out.get(0);
  }

  private static Set<Class<?>> classes(Layer... layers) {
    return Arrays.stream(layers).map(Object::getClass).collect(Collectors.toSet());
  }
}
