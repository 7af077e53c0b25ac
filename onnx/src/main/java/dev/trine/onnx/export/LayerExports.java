package dev.trine.onnx.export;

import static dev.trine.onnx.export.LayerExport.unary;

import dev.trine.nn.Activate;
import dev.trine.nn.Add;
import dev.trine.nn.Attention;
import dev.trine.nn.AveragePool1d;
import dev.trine.nn.AveragePool2d;
import dev.trine.nn.BatchNorm;
import dev.trine.nn.Bidirectional;
import dev.trine.nn.Concatenate;
import dev.trine.nn.Convolution1d;
import dev.trine.nn.Convolution2d;
import dev.trine.nn.Dense;
import dev.trine.nn.DropoutLayer;
import dev.trine.nn.Embedding;
import dev.trine.nn.FixedPoint;
import dev.trine.nn.Flatten;
import dev.trine.nn.GlobalAveragePool1d;
import dev.trine.nn.GlobalAveragePool2d;
import dev.trine.nn.GlobalMaxPool2d;
import dev.trine.nn.GroupNorm;
import dev.trine.nn.Gru;
import dev.trine.nn.Image;
import dev.trine.nn.Lateral;
import dev.trine.nn.Layer;
import dev.trine.nn.LayerNorm;
import dev.trine.nn.Layers;
import dev.trine.nn.LearnedPositions;
import dev.trine.nn.Lstm;
import dev.trine.nn.MaxPool1d;
import dev.trine.nn.MaxPool2d;
import dev.trine.nn.Maxout;
import dev.trine.nn.Pad2d;
import dev.trine.nn.Prelu;
import dev.trine.nn.Recurrent;
import dev.trine.nn.Residual;
import dev.trine.nn.RmsNorm;
import dev.trine.nn.Scale;
import dev.trine.nn.Sequence;
import dev.trine.nn.SinusoidalPositions;
import dev.trine.nn.Transformer;
import dev.trine.nn.TransformerDecoder;
import dev.trine.nn.TransposedConvolution2d;
import dev.trine.nn.Upsample2d;
import java.util.HashMap;
import java.util.Map;

/** What each kind of layers is in ONNX; a new layer is added here. */
final class LayerExports {
  private static final Map<Class<?>, LayerExport<?>> ALL = new HashMap<>();

  static {
    put(Dense.class, unary(Products::dense));
    put(Maxout.class, unary(Products::maxout));
    put(Lateral.class, Products::lateral);
    put(Activate.class, unary(Activations::activate));
    put(Prelu.class, unary(Activations::prelu));
    put(Convolution1d.class, unary(Convolutions::conv1d));
    put(Convolution2d.class, unary(Convolutions::conv2d));
    put(TransposedConvolution2d.class, unary(Convolutions::transposed));
    put(MaxPool1d.class, unary(Pools::max1d));
    put(MaxPool2d.class, unary(Pools::max2d));
    put(AveragePool1d.class, unary(Pools::average1d));
    put(AveragePool2d.class, unary(Pools::average2d));
    put(GlobalAveragePool1d.class, unary(Pools::globalAverage1d));
    put(GlobalAveragePool2d.class, unary(Pools::globalAverage2d));
    put(GlobalMaxPool2d.class, unary(Pools::globalMax2d));
    put(BatchNorm.class, unary(Norms::batch));
    put(LayerNorm.class, unary(Norms::layer));
    put(GroupNorm.class, unary(Norms::group));
    put(RmsNorm.class, unary(Norms::rms));
    put(Flatten.class, unary(Arrangements::flatten));
    put(Image.class, unary(Arrangements::image));
    put(Concatenate.class, Arrangements::concatenate);
    put(Add.class, Arrangements::add);
    put(Upsample2d.class, unary(Arrangements::upsample));
    put(Pad2d.class, unary(Arrangements::pad));
    put(Sequence.class, Combinations::sequence);
    put(Residual.class, unary(Combinations::residual));
    put(DropoutLayer.class, unary(Combinations::dropout));
    put(Scale.class, unary(Combinations::scale));
    put(FixedPoint.class, Combinations::fixedPoint);
    put(Embedding.class, unary(Words::embedding));
    put(LearnedPositions.class, unary(Words::learnedPositions));
    put(SinusoidalPositions.class, unary(Words::sinusoidalPositions));
    put(Attention.class, Attentions::attention);
    put(Transformer.class, Attentions::transformer);
    put(TransformerDecoder.class, Attentions::decoder);
    put(Recurrent.class, Recurrences::recurrent);
    put(Lstm.class, Recurrences::lstm);
    put(Gru.class, Recurrences::gru);
    put(Bidirectional.class, Recurrences::bidirectional);
  }

  private LayerExports() {}

  private static <L extends Layer> void put(Class<L> type, LayerExport<L> export) {
    ALL.put(type, export);
  }

  /** That of a layer's kind. */
  @SuppressWarnings("unchecked") // put() pairs them
  static <L extends Layer> LayerExport<L> of(L layer) {
    LayerExport<?> export = ALL.get(layer.getClass());
    if (export == null) {
      throw new Refusal(
          "the layer %s is not of this library; build it of layers that are, by sequence(), residual() and add()"
              .formatted(Layers.nameOf(layer)));
    }
    return (LayerExport<L>) export;
  }
}
