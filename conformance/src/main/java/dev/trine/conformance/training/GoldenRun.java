package dev.trine.conformance.training;

import static dev.trine.backend.Activation.ELU;
import static dev.trine.backend.Activation.GELU;
import static dev.trine.backend.Activation.LEAKY_RELU;
import static dev.trine.backend.Activation.RELU;
import static dev.trine.backend.Activation.SIGMOID;
import static dev.trine.backend.Activation.SILU;
import static dev.trine.backend.Activation.SOFTPLUS;
import static dev.trine.backend.Activation.TANH;
import static dev.trine.nn.Layers.activate;
import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.dropout;
import static dev.trine.train.Optimizers.adam;
import static dev.trine.train.Optimizers.sgd;

import dev.trine.backend.Backend;
import dev.trine.data.Dataset;
import dev.trine.data.Datasets;
import dev.trine.nn.Network;
import dev.trine.tensor.Shape;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A training run and what it comes to, to the bit, on every backend that is {@linkplain
 * dev.trine.backend.BackendOptions#portable portable}. Data and initial weights are made by
 * operations that IEEE 754 fixes, so that they are the same everywhere, too.
 *
 * @param digest the SHA-256 of all trained weights, each as four bytes, the highest first, in
 *     hexadecimal digits
 */
public record GoldenRun(TrainingCase run, String digest) {
  private static final int STEPS = 200;

  /** All of them: dense networks with many activations, by the usual losses and optimizers. */
  public static List<GoldenRun> all() {
    Dataset digits = Datasets.digits().select(IntStream.range(0, 250).toArray());
    return List.of(
        new GoldenRun(
            new TrainingCase(
                "digits, relu, dropout, Adam",
                Network.of(Shape.of(64), dense(20, RELU), dropout(0.2), dense(10)),
                digits,
                adam(3e-3),
                36,
                STEPS),
            "17075ed01a195eceaa1f3d8854ed15e79793796692b178a2eced5ac902907e85"),
        new GoldenRun(
            new TrainingCase(
                "digits, tanh and sigmoid, momentum",
                Network.of(Shape.of(64), dense(14, TANH), dense(11, SIGMOID), dense(10)),
                digits,
                sgd(0.1).withNesterov(0.9),
                36,
                STEPS),
            "5ed5afba81fb2cce4f8e60e3e43f4c8dd178bcc9648d31471ca97691ace870c7"),
        new GoldenRun(
            new TrainingCase(
                "polynomials, gelu and silu, Adam with weight decay",
                Network.of(Shape.of(3), dense(18, GELU), dense(13), activate(SILU), dense(2)),
                polynomials(200),
                adam(1e-2).withWeightDecay(1e-2),
                44,
                STEPS),
            "33cb9d4700a92d91eb9b140124f92f27095a63cfa5461da7ecc5288348e251ac"),
        new GoldenRun(
            new TrainingCase(
                "polynomials, elu, leaky relu and softplus, gradient descent",
                Network.of(
                    Shape.of(3),
                    dense(17, ELU),
                    dense(12, LEAKY_RELU),
                    dense(7, SOFTPLUS),
                    dense(2)),
                polynomials(200),
                sgd(0.05),
                44,
                STEPS),
            "d666cfb35c3265656cf5f709b8a0caeb393db641db01848eb2480f6d4ac6c187"));
  }

  /** Two polynomials of three variables. */
  private static Dataset polynomials(int examples) {
    SplittableRandom random = new SplittableRandom(7);
    float[][] features = new float[examples][3];
    float[][] values = new float[examples][2];
    for (int i = 0; i < examples; i++) {
      float[] x = features[i];
      for (int j = 0; j < x.length; j++) {
        x[j] = (float) (2 * random.nextDouble() - 1);
      }
      values[i][0] = x[0] * (x[0] - x[1]);
      values[i][1] = x[1] * x[2] + x[0];
    }
    return Dataset.valued(Shape.of(3), features, values);
  }

  /** What the run comes to on a backend. */
  public String digestOn(Backend backend) {
    MessageDigest digest = sha256();
    for (float[] weights : LossCurve.of(backend, run).weights()) {
      ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * weights.length);
      bytes.asFloatBuffer().put(weights);
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("Every Java has SHA-256", impossible);
    }
  }

  @Override
  public String toString() {
    return run.toString();
  }
}
