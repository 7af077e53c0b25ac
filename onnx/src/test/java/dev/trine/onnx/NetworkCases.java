package dev.trine.onnx;

import static dev.trine.nn.Layers.activate;
import static dev.trine.nn.Layers.attention;
import static dev.trine.nn.Layers.averagePool1d;
import static dev.trine.nn.Layers.averagePool2d;
import static dev.trine.nn.Layers.batchNorm;
import static dev.trine.nn.Layers.bidirectional;
import static dev.trine.nn.Layers.causalAttention;
import static dev.trine.nn.Layers.concatenate;
import static dev.trine.nn.Layers.conv1d;
import static dev.trine.nn.Layers.conv2d;
import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.dropout;
import static dev.trine.nn.Layers.embedding;
import static dev.trine.nn.Layers.flatten;
import static dev.trine.nn.Layers.globalAveragePool1d;
import static dev.trine.nn.Layers.globalAveragePool2d;
import static dev.trine.nn.Layers.globalMaxPool2d;
import static dev.trine.nn.Layers.groupNorm;
import static dev.trine.nn.Layers.gru;
import static dev.trine.nn.Layers.image;
import static dev.trine.nn.Layers.lateral;
import static dev.trine.nn.Layers.layerNorm;
import static dev.trine.nn.Layers.learnedPositions;
import static dev.trine.nn.Layers.lstm;
import static dev.trine.nn.Layers.maxPool1d;
import static dev.trine.nn.Layers.maxPool2d;
import static dev.trine.nn.Layers.maxout;
import static dev.trine.nn.Layers.nameOf;
import static dev.trine.nn.Layers.positions;
import static dev.trine.nn.Layers.prelu;
import static dev.trine.nn.Layers.recurrent;
import static dev.trine.nn.Layers.residual;
import static dev.trine.nn.Layers.rmsNorm;
import static dev.trine.nn.Layers.scale;
import static dev.trine.nn.Layers.sequence;
import static dev.trine.nn.Layers.transformer;
import static dev.trine.nn.Layers.transposedConv2d;
import static dev.trine.nn.Layers.upsample2d;
import static dev.trine.nn.Layers.window;

import dev.trine.backend.Activation;
import dev.trine.nn.Add;
import dev.trine.nn.Attention;
import dev.trine.nn.AveragePool1d;
import dev.trine.nn.GroupNorm;
import dev.trine.nn.Gru;
import dev.trine.nn.Layer;
import dev.trine.nn.LayerNorm;
import dev.trine.nn.Network;
import dev.trine.nn.NetworkBuilder;
import dev.trine.nn.NormPlace;
import dev.trine.nn.Pad2d;
import dev.trine.nn.RecurrentLayer;
import dev.trine.nn.Returns;
import dev.trine.nn.Sliding;
import dev.trine.nn.Transformer;
import dev.trine.nn.TransformerDecoder;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/** A network for each kind of layers that is exported, and for what they do together. */
final class NetworkCases {
  private static final Shape VECTOR = Shape.of(6);
  private static final Shape IMAGE = Shape.of(7, 6, 4);
  private static final Shape SEQUENCE = Shape.of(5, 6);
  private static final int STEPS = 5;

  private final List<NetworkCase> all = new ArrayList<>();

  private NetworkCases() {}

  static List<NetworkCase> all() {
    NetworkCases cases = new NetworkCases();
    cases.vectors();
    cases.images();
    cases.norms();
    cases.sequences();
    cases.recurrences();
    cases.attentions();
    cases.graphs();
    return cases.all;
  }

  private void add(String name, Network network) {
    all.add(new NetworkCase(name, network, STEPS + 1));
  }

  private void add(String name, Shape input, Layer... layers) {
    add(name, Network.of(input, layers));
  }

  private void vectors() {
    add("dense", VECTOR, dense(5));
    add("dense along the last axis", IMAGE, dense(5, Activation.TANH));
    add("maxout", VECTOR, maxout(3, 2));
    add("maxout of sequences", SEQUENCE, maxout(3, 4));
    add("prelu", IMAGE, prelu());
    add("dropout", VECTOR, dropout(0.5), dense(2));
    add("scale", VECTOR, scale(0.5, -1));
    add("image", Shape.of(24), image(2, 3, 4), conv2d(2, 2, Activation.RELU));
    add("flatten", IMAGE, flatten(), dense(3));
    for (Activation activation : Activation.values()) {
      add("activation " + activation, VECTOR, activate(activation), dense(3, activation));
    }
  }

  private void images() {
    Sliding uneven = new Sliding(3, 2, 2, 1, 1, 1, Sliding.Edges.SAME, 0);
    add("conv2d", IMAGE, conv2d(5, 3, Activation.RELU));
    add("conv2d with strides", IMAGE, conv2d(5, uneven, Activation.GELU));
    add("conv2d within the edges", IMAGE, conv2d(3, window(3).valid(), Activation.IDENTITY));
    add("conv2d dilated", IMAGE, conv2d(3, window(2).dilation(2).padding(1), Activation.TANH));
    add("conv2d in groups", IMAGE, conv2d(6, window(3), 2, Activation.IDENTITY));
    add("conv2d of each channel", IMAGE, conv2d(4, window(3), 4, Activation.IDENTITY));
    add("transposed-conv2d", IMAGE, transposedConv2d(3, window(3).stride(2), Activation.RELU));
    add(
        "transposed-conv2d valid",
        IMAGE,
        transposedConv2d(3, window(3).stride(2).valid(), Activation.RELU));
    add(
        "transposed-conv2d padded",
        IMAGE,
        transposedConv2d(3, window(3).stride(2).padding(1), Activation.RELU));
    add(
        "transposed-conv2d with gaps",
        IMAGE,
        transposedConv2d(3, window(2).stride(3), Activation.RELU));
    add("max-pool2d", IMAGE, maxPool2d(2));
    add("max-pool2d that overlaps", IMAGE, maxPool2d(window(3).stride(2)));
    add("max-pool2d dilated", IMAGE, maxPool2d(window(2).dilation(2)));
    add("average-pool2d", IMAGE, averagePool2d(2));
    add("average-pool2d that overlaps", IMAGE, averagePool2d(window(3).stride(2)));
    add("average-pool2d dilated", IMAGE, averagePool2d(window(2).dilation(2)));
    add("global-average-pool2d", IMAGE, globalAveragePool2d());
    add("global-max-pool2d", IMAGE, globalMaxPool2d());
    add("upsample2d", IMAGE, upsample2d(3));
    add("pad2d", IMAGE, new Pad2d(1, 2, 3, 0));
    add(
        "a tower of convolutions",
        IMAGE,
        conv2d(4, 3, Activation.IDENTITY),
        batchNorm(),
        activate(Activation.RELU),
        residual(conv2d(4, 3, Activation.RELU), conv2d(4, 3, Activation.IDENTITY)),
        maxPool2d(2),
        globalAveragePool2d(),
        dense(3));
  }

  private void norms() {
    add("batch-norm", VECTOR, batchNorm());
    add("batch-norm of sequences", SEQUENCE, batchNorm());
    add("batch-norm of images", IMAGE, batchNorm());
    add("layer-norm", SEQUENCE, layerNorm());
    add("group-norm", VECTOR, groupNorm(3));
    add("group-norm of sequences", SEQUENCE, groupNorm(2));
    add("group-norm of images", IMAGE, new GroupNorm(2, 1e-3));
    add("rms-norm", SEQUENCE, rmsNorm());
  }

  private void sequences() {
    add("conv1d", SEQUENCE, conv1d(4, 3, Activation.RELU));
    add("conv1d with strides", SEQUENCE, conv1d(4, window(2).stride(2), Activation.SILU));
    add("max-pool1d", SEQUENCE, maxPool1d(2));
    add("average-pool1d", SEQUENCE, averagePool1d(2));
    add("average-pool1d that overlaps", SEQUENCE, new AveragePool1d(window(3)));
    add("global-average-pool1d", SEQUENCE, globalAveragePool1d());
    add("embedding", words().layer(embedding(6, 4)).build());
    add("embedding with padding", words().layer(embedding(6, 4, 0)).build());
    add("sinusoidal-positions", SEQUENCE, positions());
    add("learned-positions", SEQUENCE, learnedPositions());
  }

  private static NetworkBuilder words() {
    return Network.builder().input("words", TensorType.i32(STEPS));
  }

  private void recurrences() {
    for (Activation activation : Activation.values()) {
      switch (activation) {
        case GELU, SILU, SELU, MISH -> {} // refused
        default -> add("recurrent " + activation, SEQUENCE, recurrent(3, activation, Returns.ALL));
      }
    }
    List<RecurrentLayer> layers = List.of(recurrent(3), lstm(3), gru(3));
    for (RecurrentLayer layer : layers) {
      String kind = nameOf(layer);
      add(kind + " backwards", SEQUENCE, layer.reversed());
      add(kind + " both ways", SEQUENCE, bidirectional(layer));
      add(
          kind + " of different lengths",
          Network.builder()
              .input("steps", SEQUENCE)
              .input("count", TensorType.i32())
              .layer("last", layer, "steps", "count")
              .layer("first", bidirectional(layer), "steps", "count")
              .output("last", "first")
              .build());
    }
    add("lstm of all steps", SEQUENCE, lstm(3, Returns.ALL));
    add("gru of all steps", SEQUENCE, gru(3, Returns.ALL));
    add(
        "from sequence to sequence",
        Network.builder()
            .input("from", SEQUENCE)
            .input("to", SEQUENCE)
            .layer("encoder", lstm(4, Returns.ALL_AND_STATES), "from")
            .layer("decoder", lstm(4, Returns.ALL), "to", "encoder:1", "encoder:2")
            .output("encoder", "decoder")
            .build());
    add(
        "states of both ways",
        Network.builder()
            .input("from", SEQUENCE)
            .layer("encoder", bidirectional(new Gru(4, Returns.STATES, false, false)), "from")
            .layer("decoder", bidirectional(gru(4, Returns.ALL)), "from", "encoder")
            .build());
  }

  private void attentions() {
    add("attention", SEQUENCE, attention(2));
    add("attention causal", SEQUENCE, causalAttention(3));
    add(
        "attention to another sequence",
        Network.builder()
            .input("x", SEQUENCE)
            .input("memory", Shape.of(4, 3))
            .input("there", TensorType.i32(4))
            .layer("taken", attention(2), "x", "memory", "there")
            .build());
    add(
        "attention to some steps",
        Network.builder()
            .input("x", SEQUENCE)
            .input("count", TensorType.i32())
            .layer("taken", new Attention(2, true, 0.1), "x", "count")
            .build());
    add("transformer", SEQUENCE, transformer(2, 8));
    add(
        "transformer that normalises behind",
        SEQUENCE,
        new Transformer(causalAttention(2), 7, Activation.RELU, 0.1, NormPlace.AFTER));
    add(
        "transformer-decoder",
        Network.builder()
            .input("x", SEQUENCE)
            .input("memory", Shape.of(3, 4))
            .input("count", TensorType.i32())
            .layer(
                "block",
                new TransformerDecoder(
                    causalAttention(2), attention(3), 7, Activation.SELU, 0, NormPlace.BEFORE),
                "x",
                "memory",
                "count")
            .build());
    add(
        "a model of words",
        words()
            .layer(embedding(6, 6))
            .layer(positions())
            .layer(transformer(causalAttention(2), 8, 0.1))
            .layer(new LayerNorm(1e-6))
            .layer(dense(6))
            .build());
  }

  private void graphs() {
    add(
        "branches, shared and frozen weights, several outputs",
        Network.builder()
            .input("left", VECTOR)
            .input("right", VECTOR)
            .layer("twin", sequence(dense(4, Activation.RELU), dense(4)), "left")
            .share("other", "twin", "right")
            .layer("sum", new Add(), "twin", "other", "twin")
            .layer("both", concatenate(), "sum", "other", "left")
            .layer("answer", dense(2), "both")
            .output("answer", "sum", "both")
            .freeze("twin")
            .build());
    add(
        "lateral",
        Network.builder()
            .input("state", Shape.of(3))
            .input("x", VECTOR)
            .layer("next", lateral(Activation.TANH), "state", "x")
            .build());
    add(
        "bytes of images",
        Network.builder()
            .input("pixels", new TensorType(DType.U8, Shape.of(6, 6, 1)))
            .layer(scale(1 / 255.0, 0))
            .layer(conv2d(3, 3, Activation.RELU))
            .layer(maxPool2d(2))
            .layer(flatten())
            .layer(dense(4))
            .build());
    add(
        "one value twice, and an input that is given as it is",
        Network.builder()
            .input("x", VECTOR)
            .layer("same", dropout(0.5), "x")
            .layer("dense", dense(3), "x")
            .layer("again", activate(Activation.IDENTITY), "dense")
            .output("same", "dense", "again")
            .build());
    add(
        "images given before and behind what is done to them",
        Network.builder()
            .input("x", IMAGE)
            .layer("first", conv2d(4, 3, Activation.RELU), "x")
            .layer("second", conv2d(4, 3, Activation.IDENTITY), "first")
            .layer("sum", new Add(), "first", "second")
            .layer("flat", flatten(), "first")
            .layer("pooled", maxPool2d(2), "sum")
            .output("first", "flat", "pooled", "sum")
            .build());
  }
}
