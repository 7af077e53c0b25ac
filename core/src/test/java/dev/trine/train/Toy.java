package dev.trine.train;

import static dev.trine.nn.Layers.concatenate;
import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.dropout;

import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.data.Dataset;
import dev.trine.graph.compile.GraphRunner;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.tensor.Shape;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Small problems and networks. */
public final class Toy {
  private Toy() {}

  /** Points of three clusters in the plane. */
  public static Dataset clusters(int size) {
    return clusters(points(size));
  }

  /** The same, of {@link #points}, which can be changed. */
  public static Dataset clusters(float[][] points) {
    int[] labels = IntStream.range(0, points.length).map(i -> i % 3).toArray();
    return Dataset.classified(Shape.of(2), points, labels, List.of("a", "b", "c"));
  }

  public static float[][] points(int size) {
    SplittableRandom random = new SplittableRandom(3);
    float[][] points = new float[size][];
    for (int i = 0; i < size; i++) {
      double angle = 2 * Math.PI * (i % 3) / 3;
      points[i] =
          new float[] {
            (float) (Math.cos(angle) + random.nextDouble(-0.4, 0.4)),
            (float) (Math.sin(angle) + random.nextDouble(-0.4, 0.4))
          };
    }
    return points;
  }

  /** x in ±π and sin x. */
  public static Dataset sine(int size) {
    float[][] x = new float[size][1];
    float[][] y = new float[size][1];
    for (int i = 0; i < size; i++) {
      x[i][0] = (float) (Math.PI * (2 * (i + 0.5) / size - 1));
      y[i][0] = (float) Math.sin(x[i][0]);
    }
    return Dataset.valued(Shape.of(1), x, y);
  }

  public static Network classifier() {
    return Network.of(Shape.of(2), dense(8, Activation.RELU), dropout(0.2), dense(3));
  }

  public static Network regressor() {
    return Network.of(Shape.of(1), dense(16, Activation.TANH), dense(1));
  }

  /** Of two inputs, "left" and "right", that the same weights look at. */
  public static Network eyes() {
    return Network.builder()
        .input("left", Shape.of(2))
        .input("right", Shape.of(2))
        .layer("eye", dense(4, Activation.RELU), "left")
        .share("other eye", "eye", "right")
        .layer("both", concatenate(), "eye", "other eye")
        .layer("out", dense(1))
        .build();
  }

  /** All weights, in full. */
  public static double[] weights(Model model) {
    Backend backend = model.backend();
    return GraphRunner.read(backend, model.parameters());
  }
}
