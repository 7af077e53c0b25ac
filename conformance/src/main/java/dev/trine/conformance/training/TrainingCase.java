package dev.trine.conformance.training;

import static dev.trine.backend.Activation.GELU;
import static dev.trine.backend.Activation.HARD_SIGMOID;
import static dev.trine.backend.Activation.IDENTITY;
import static dev.trine.backend.Activation.MISH;
import static dev.trine.backend.Activation.RELU;
import static dev.trine.backend.Activation.SELU;
import static dev.trine.backend.Activation.SIGMOID;
import static dev.trine.backend.Activation.SILU;
import static dev.trine.backend.Activation.TANH;
import static dev.trine.nn.Layers.activate;
import static dev.trine.nn.Layers.attention;
import static dev.trine.nn.Layers.averagePool1d;
import static dev.trine.nn.Layers.averagePool2d;
import static dev.trine.nn.Layers.batchNorm;
import static dev.trine.nn.Layers.bidirectional;
import static dev.trine.nn.Layers.concatenate;
import static dev.trine.nn.Layers.conv1d;
import static dev.trine.nn.Layers.conv2d;
import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.dropout;
import static dev.trine.nn.Layers.embedding;
import static dev.trine.nn.Layers.fixedPoint;
import static dev.trine.nn.Layers.flatten;
import static dev.trine.nn.Layers.globalAveragePool1d;
import static dev.trine.nn.Layers.globalMaxPool2d;
import static dev.trine.nn.Layers.groupNorm;
import static dev.trine.nn.Layers.gru;
import static dev.trine.nn.Layers.image;
import static dev.trine.nn.Layers.layerNorm;
import static dev.trine.nn.Layers.learnedPositions;
import static dev.trine.nn.Layers.lstm;
import static dev.trine.nn.Layers.maxPool1d;
import static dev.trine.nn.Layers.maxPool2d;
import static dev.trine.nn.Layers.maxout;
import static dev.trine.nn.Layers.pad2d;
import static dev.trine.nn.Layers.positions;
import static dev.trine.nn.Layers.prelu;
import static dev.trine.nn.Layers.recurrent;
import static dev.trine.nn.Layers.residual;
import static dev.trine.nn.Layers.rmsNorm;
import static dev.trine.nn.Layers.scale;
import static dev.trine.nn.Layers.sequence;
import static dev.trine.nn.Layers.transformer;
import static dev.trine.nn.Layers.transformerDecoder;
import static dev.trine.nn.Layers.upsample2d;
import static dev.trine.nn.Layers.window;
import static dev.trine.train.Optimizers.adagrad;
import static dev.trine.train.Optimizers.adam;
import static dev.trine.train.Optimizers.lion;
import static dev.trine.train.Optimizers.muon;
import static dev.trine.train.Optimizers.rmsProp;
import static dev.trine.train.Optimizers.sgd;

import dev.trine.data.Dataset;
import dev.trine.data.Datasets;
import dev.trine.nn.Network;
import dev.trine.nn.Objective;
import dev.trine.nn.Returns;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import dev.trine.train.Optimizer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A whole training run, small enough for interpreters of device code.
 *
 * @param batch does not divide the set, so that each epoch ends with a smaller batch
 * @param steps how many batches are trained on, over as many epochs as that takes
 */
public record TrainingCase(
    String name, Network network, Dataset dataset, Optimizer optimizer, int batch, int steps) {

  /** All training runs; together they use every layer, loss and optimizer. */
  public static List<TrainingCase> all() {
    Dataset digits = Datasets.digits();
    Dataset someDigits = digits.select(IntStream.range(0, 250).toArray());
    return List.of(
        new TrainingCase(
            "digits, relu, dropout, Adam",
            Network.of(Shape.of(64), dense(32, RELU), dropout(0.2), dense(10)),
            someDigits,
            adam(3e-3),
            60,
            50),
        new TrainingCase(
            "digits, tanh and sigmoid, momentum",
            Network.of(Shape.of(64), dense(24, TANH), dense(16, SIGMOID), dense(10)),
            someDigits,
            sgd(0.1).withNesterov(0.9),
            60,
            50),
        new TrainingCase(
            "regression, gelu and silu, Adam with weight decay",
            Network.of(Shape.of(3), dense(20, GELU), dense(13), activate(SILU), dense(2)),
            surface(200),
            adam(1e-2).withWeightDecay(1e-2),
            48,
            50),
        new TrainingCase(
            "digits, tanh, centred RMSProp with momentum, L2 and clipping",
            Network.of(Shape.of(64), dense(24, TANH), dense(10)),
            someDigits,
            rmsProp(1e-3).withCentring().withMomentum(0.5).withL2(1e-3).withClippedNorm(0.1),
            60,
            9),
        new TrainingCase(
            "regression, tanh, Adagrad with L1",
            Network.of(Shape.of(3), dense(20, TANH), dense(2)),
            surface(200),
            adagrad(0.05).withL1(1e-3),
            48,
            9),
        new TrainingCase(
            "digits, tanh, Lion with weight decay",
            Network.of(Shape.of(64), dense(24, TANH), dense(10)),
            someDigits,
            lion(1e-3).withWeightDecay(0.1),
            60,
            9),
        new TrainingCase(
            "digits, convolution, tanh, Muon with weight decay and clipping",
            Network.of(
                Shape.of(64),
                image(8, 8, 1),
                conv2d(4, window(3).stride(2), TANH),
                flatten(),
                dense(24, TANH),
                dense(30, TANH),
                dense(10)),
            digits.select(IntStream.range(0, 40).toArray()),
            muon(0.02, adam(1e-2)).withWeightDecay(0.05).withClippedNorm(0.5),
            15,
            9),
        new TrainingCase(
            "pairs of images, shared and frozen layers, two outputs, weights",
            twoInputs(),
            pairs(digits, 60),
            adam(1e-2),
            25,
            9),
        new TrainingCase(
            "digits, convolution, pooling, normalisation",
            Network.of(
                Shape.of(64),
                image(8, 8, 1),
                conv2d(4, 3, RELU),
                maxPool2d(2),
                conv2d(6, window(3).stride(2), 2, IDENTITY),
                batchNorm(),
                activate(TANH),
                averagePool2d(window(2).padding(1)),
                groupNorm(3),
                flatten(),
                layerNorm(),
                dense(10)),
            digits.select(IntStream.range(0, 40).toArray()),
            adam(1e-2),
            15,
            6),
        new TrainingCase(
            "sequences, recurrent layers of every kind",
            Network.of(
                Shape.of(4, 2),
                bidirectional(gru(3, Returns.ALL)),
                recurrent(4, RELU, Returns.ALL),
                lstm(5),
                dense(2)),
            walks(12, 4),
            adam(1e-2),
            5,
            6),
        new TrainingCase(
            "digits, fixed points, accelerated, and damped with dropout",
            Network.of(
                Shape.of(64),
                fixedPoint(12).withTolerance(1e-6).withAcceleration(),
                fixedPoint(6, concatenate(), dense(6, SIGMOID), dropout(0.2))
                    .withTolerance(1e-6)
                    .withDamping(0.3),
                dense(10)),
            digits.select(IntStream.range(0, 40).toArray()),
            adam(1e-2),
            15,
            6),
        new TrainingCase("words, attention", translator(), words(12), adam(1e-2), 5, 6),
        new TrainingCase(
            "symbols, an encoder's states and steps",
            reverser(3),
            Reversal.random(3, 12, 7),
            adam(1e-2),
            5,
            6),
        new TrainingCase(
            "regression, other activations, larger images",
            Network.of(
                Shape.of(3),
                dense(5, SELU),
                maxout(4, 2),
                prelu(),
                dense(16, MISH),
                image(4, 4, 1),
                pad2d(1),
                upsample2d(2),
                conv2d(2, window(3).stride(3).valid(), IDENTITY),
                globalMaxPool2d(),
                dense(3, HARD_SIGMOID),
                dense(2)),
            surface(12),
            adam(1e-2),
            5,
            6));
  }

  /** An encoder, and a decoder that asks it; some of its steps only fill up. */
  private static Network translator() {
    return Network.builder()
        .input("words", new TensorType(DType.I32, Shape.of(4)))
        .input("question", new TensorType(DType.I32, Shape.of(3)))
        .layer("vectors", sequence(embedding(5, 4, 0), positions()), "words")
        .layer("encoded", transformer(attention(2), 6, 0.1), "vectors", "words")
        .layer("asked", sequence(embedding(3, 4), learnedPositions()), "question")
        .layer("decoded", transformerDecoder(2, 5), "asked", "encoded", "words")
        .layer("steps", sequence(rmsNorm(), conv1d(4, 2, TANH), maxPool1d(2)))
        .layer("answer", sequence(averagePool1d(1), globalAveragePool1d(), dense(2)))
        .build();
  }

  /** An encoder, and a decoder that begins with its states and asks its steps. */
  private static Network reverser(int time) {
    return Reversal.network(time)
        .layer("symbols", embedding(Reversal.SYMBOLS, 3), "source")
        .layer("encoder", lstm(4, Returns.ALL_AND_STATES), "symbols", "length")
        .layer("told", embedding(Reversal.SYMBOLS + 1, 3), "before")
        .layer("decoder", lstm(4, Returns.ALL), "told", "encoder:1", "encoder:2")
        .layer("asked", attention(2), "decoder", "encoder", "length")
        .layer("answer", sequence(concatenate(), dense(Reversal.SYMBOLS + 1)), "decoder", "asked")
        .build();
  }

  /** Sentences of one to four words, and questions to which there is an answer. */
  private static Dataset words(int examples) {
    SplittableRandom random = new SplittableRandom(7);
    int[][] words = new int[examples][4];
    int[][] questions = new int[examples][3];
    int[] answers = new int[examples];
    for (int i = 0; i < examples; i++) {
      int length = 1 + random.nextInt(4);
      for (int j = 0; j < length; j++) {
        words[i][j] = 1 + random.nextInt(4);
      }
      for (int j = 0; j < 3; j++) {
        questions[i][j] = random.nextInt(3);
      }
      answers[i] = (words[i][0] + questions[i][0]) % 2;
    }
    return Dataset.builder()
        .input("words", Shape.of(4), words)
        .input("question", Shape.of(3), questions)
        .labels("answer", answers, List.of("no", "yes"))
        .build();
  }

  /** Random walks in the plane, and on which side they end. */
  private static Dataset walks(int examples, int time) {
    SplittableRandom random = new SplittableRandom(7);
    float[][] walks = new float[examples][2 * time];
    int[] sides = new int[examples];
    for (int i = 0; i < examples; i++) {
      for (int j = 0; j < 2 * time; j++) {
        float before = j < 2 ? 0 : walks[i][j - 2];
        walks[i][j] = before + (float) (2 * random.nextDouble() - 1);
      }
      sides[i] = walks[i][2 * time - 1] > 0 ? 1 : 0;
    }
    return Dataset.classified(Shape.of(time, 2), walks, sides, List.of("below", "above"));
  }

  /** The losses that suit the data. */
  public Objective objective() {
    return Objective.suiting(network, dataset);
  }

  private static Network twoInputs() {
    TensorType image = new TensorType(DType.U8, Shape.of(64));
    return Network.builder()
        .input("left", image)
        .input("right", image)
        .layer("eye", sequence(scale(1 / 16.0, 0), dense(12, TANH)), "left")
        .share("other eye", "eye", "right")
        .layer("pixels", scale(1 / 16.0, 0), "left")
        .layer("fixed", dense(5, TANH), "pixels")
        .layer("both", concatenate(), "eye", "other eye", "fixed")
        .layer("deep", residual(dense(29, RELU)), "both")
        .layer("parity", dense(2), "deep")
        .layer("ink", dense(1), "deep")
        .output("parity", "ink")
        .freeze("fixed")
        .build();
  }

  /** Each digit with the next: whether their sum is odd, and how much ink they take. */
  private static Dataset pairs(Dataset digits, int examples) {
    byte[][] images = new byte[examples + 1][64];
    float[] ink = new float[examples + 1];
    for (int i = 0; i <= examples; i++) {
      double[] pixels = digits.read("features", i);
      for (int j = 0; j < 64; j++) {
        images[i][j] = (byte) Math.round(16 * pixels[j]);
        ink[i] += (float) pixels[j] / 64;
      }
    }
    int[] parity = new int[examples];
    float[][] sums = new float[examples][1];
    float[] weights = new float[examples];
    for (int i = 0; i < examples; i++) {
      double sum = digits.read("targets", i)[0] + digits.read("targets", i + 1)[0];
      parity[i] = (int) sum % 2;
      sums[i][0] = ink[i] + ink[i + 1];
      weights[i] = 0.5f * (1 + i % 3);
    }
    return Dataset.builder()
        .input("left", Shape.of(64), Arrays.copyOf(images, examples))
        .input("right", Shape.of(64), Arrays.copyOfRange(images, 1, examples + 1))
        .labels("parity", parity, List.of("even", "odd"))
        .values("ink", Shape.of(1), sums)
        .weights(weights)
        .build();
  }

  /** Two smooth functions of three variables. */
  private static Dataset surface(int examples) {
    SplittableRandom random = new SplittableRandom(7);
    float[][] features = new float[examples][3];
    float[][] values = new float[examples][2];
    for (int i = 0; i < examples; i++) {
      for (int j = 0; j < 3; j++) {
        features[i][j] = (float) (2 * random.nextDouble() - 1);
      }
      values[i][0] = (float) Math.sin(2 * features[i][0] + features[i][1]);
      values[i][1] = features[i][1] * features[i][2];
    }
    return Dataset.valued(Shape.of(3), features, values);
  }

  @Override
  public String toString() {
    return name;
  }
}
