package dev.trine.nn;

import dev.trine.backend.Activation;
import dev.trine.graph.Convergence;
import java.util.List;

/** Short names of the layers, for static import. */
public final class Layers {
  private Layers() {}

  /**
   * Makes a layer of your own known by a name, so that networks with it can be saved and loaded,
   * and its parameters are called by that name. To be done before either, in every program that
   * does.
   *
   * @param name such as {@code highway}: small letters, digits and hyphens
   * @param type a record, whose components are int, double, boolean, String, enums, layers, lists
   *     of layers, or records of these; they become its JSON
   * @throws IllegalArgumentException if another layer has that name, or a component is of a kind
   *     that has no JSON
   */
  public static <T extends Record & Layer> void register(String name, Class<T> type) {
    LayerJson.register(name, type);
  }

  /**
   * The name of a layer's kind, as its JSON has it: {@code conv2d}; for one that is not known, its
   * class's.
   */
  public static String nameOf(Layer layer) {
    return LayerJson.nameOf(layer);
  }

  /** A fully connected layer without activation, as the last one before a loss. */
  public static Layer dense(int units) {
    return new Dense(units, Activation.IDENTITY);
  }

  /** A fully connected layer. */
  public static Layer dense(int units, Activation activation) {
    return new Dense(units, activation);
  }

  /** An activation function on its own. */
  public static Layer activate(Activation activation) {
    return new Activate(activation);
  }

  /** Sets a fraction of all elements to zero while training. */
  public static Layer dropout(double rate) {
    return new DropoutLayer(rate);
  }

  /** Turns each example into a vector. */
  public static Layer flatten() {
    return new Flatten();
  }

  /** {@code factor·x + shift}, as F32, of elements of any type: pixels of bytes to [0, 1]. */
  public static Layer scale(double factor, double shift) {
    return new Scale(factor, shift);
  }

  /** Its inputs side by side along their last axis. */
  public static Layer concatenate() {
    return new Concatenate();
  }

  /** The sum of its inputs. */
  public static Layer add() {
    return new Add();
  }

  /** Layers one behind the other as one, to be shared, frozen or repeated. */
  public static Layer sequence(Layer... layers) {
    return new Sequence(List.of(layers));
  }

  /** What goes in, plus what layers make of it. */
  public static Layer residual(Layer... layers) {
    return new Residual(layers.length == 1 ? layers[0] : sequence(layers));
  }

  /** Each example as an image. */
  public static Layer image(int height, int width, int channels) {
    return new Image(height, width, channels);
  }

  /** A square window that slides step by step, for convolution and pooling. */
  public static Sliding window(int size) {
    return Sliding.of(size);
  }

  /** A convolutional layer of square filters whose results are as large as the images. */
  public static Layer conv2d(int filters, int size, Activation activation) {
    return conv2d(filters, window(size), activation);
  }

  /** A convolutional layer. */
  public static Layer conv2d(int filters, Sliding window, Activation activation) {
    return new Convolution2d(filters, window, 1, activation);
  }

  /** A convolutional layer whose groups of channels and filters go by themselves. */
  public static Layer conv2d(int filters, Sliding window, int groups, Activation activation) {
    return new Convolution2d(filters, window, groups, activation);
  }

  /** A transposed convolution, which makes larger images. */
  public static Layer transposedConv2d(int filters, Sliding window, Activation activation) {
    return new TransposedConvolution2d(filters, window, activation);
  }

  /** The largest of each square of so many pixels a side, one beside the other. */
  public static Layer maxPool2d(int size) {
    return maxPool2d(window(size).stride(size).valid());
  }

  /** The largest of each channel that a window sees. */
  public static Layer maxPool2d(Sliding window) {
    return new MaxPool2d(window);
  }

  /** The mean of each square of so many pixels a side, one beside the other. */
  public static Layer averagePool2d(int size) {
    return averagePool2d(window(size).stride(size).valid());
  }

  /** The mean of each channel that a window sees. */
  public static Layer averagePool2d(Sliding window) {
    return new AveragePool2d(window);
  }

  /** The mean of each channel over the whole image. */
  public static Layer globalAveragePool2d() {
    return new GlobalAveragePool2d();
  }

  /** A simple recurrent layer of tanh over [time, features], which gives its last output. */
  public static RecurrentLayer recurrent(int units) {
    return recurrent(units, Activation.TANH, Returns.LAST);
  }

  /** A simple recurrent layer over [time, features]. */
  public static RecurrentLayer recurrent(int units, Activation activation, Returns returns) {
    return new Recurrent(units, activation, returns, false, false);
  }

  /** A layer of long short-term memory over [time, features], which gives its last output. */
  public static RecurrentLayer lstm(int units) {
    return lstm(units, Returns.LAST);
  }

  /** A layer of long short-term memory over [time, features]. */
  public static RecurrentLayer lstm(int units, Returns returns) {
    return new Lstm(units, returns, false, false);
  }

  /** A layer of gated recurrent units over [time, features], which gives its last output. */
  public static RecurrentLayer gru(int units) {
    return gru(units, Returns.LAST);
  }

  /** A layer of gated recurrent units over [time, features]. */
  public static RecurrentLayer gru(int units, Returns returns) {
    return new Gru(units, returns, false, false);
  }

  /** A recurrent layer that walks both ways, to 2·units. */
  public static Layer bidirectional(Layer recurrent) {
    return new Bidirectional(recurrent);
  }

  /** Normalises each channel over the batch. */
  public static Layer batchNorm() {
    return new BatchNorm(Norms.EPSILON);
  }

  /** Normalises each row along the last axis. */
  public static Layer layerNorm() {
    return new LayerNorm(Norms.EPSILON);
  }

  /** Normalises groups of channels of each example. */
  public static Layer groupNorm(int groups) {
    return new GroupNorm(groups, Norms.EPSILON);
  }

  /** Units that take each other's outputs until they settle, {@code z = tanh(z·W + x·U + b)}. */
  public static FixedPoint fixedPoint(int units) {
    return fixedPoint(units, lateral(Activation.TANH));
  }

  /**
   * What layers settle to when they are fed with their own output.
   *
   * @param units of the state, along its last axis
   * @param body takes the state and the input, and gives the next state; the first of several may
   *     be {@code concatenate()} or {@code lateral(…)}
   */
  public static FixedPoint fixedPoint(int units, Layer... body) {
    Layer single = body.length == 1 ? body[0] : sequence(body);
    return new FixedPoint(units, single, Convergence.USUAL);
  }

  /** {@code activation(z·W + x·U + b)} of a state z and an input x, in a {@link #fixedPoint}. */
  public static Layer lateral(Activation activation) {
    return new Lateral(activation);
  }

  /** A vector of so many numbers for each of {@code count} things, such as words. */
  public static Layer embedding(int count, int width) {
    return embedding(count, width, Embedding.NO_PADDING);
  }

  /** As {@link #embedding(int, int)}, of which one only fills up sequences and counts as 0. */
  public static Layer embedding(int count, int width, int padding) {
    return new Embedding(count, width, padding);
  }

  /** Adds to each step of a sequence sines and cosines of where it is. */
  public static Layer positions() {
    return new SinusoidalPositions();
  }

  /** Adds to each step of a sequence a vector of its own, which is trained. */
  public static Layer learnedPositions() {
    return new LearnedPositions();
  }

  /** What each step takes of all steps, by several heads. */
  public static Attention attention(int heads) {
    return new Attention(heads, false, 0);
  }

  /** What each step takes of itself and those before it, by several heads. */
  public static Attention causalAttention(int heads) {
    return new Attention(heads, true, 0);
  }

  /** A block of a transformer's encoder, with so many units between its dense layers. */
  public static Layer transformer(int heads, int hidden) {
    return transformer(attention(heads), hidden, 0);
  }

  /** A block of a transformer's encoder, with dropout of what it adds. */
  public static Layer transformer(Attention attention, int hidden, double dropout) {
    return new Transformer(attention, hidden, Activation.GELU, dropout, NormPlace.BEFORE);
  }

  /** A block of a transformer's decoder, which takes a sequence and what an encoder made. */
  public static Layer transformerDecoder(int heads, int hidden) {
    return new TransformerDecoder(
        causalAttention(heads), attention(heads), hidden, Activation.GELU, 0, NormPlace.BEFORE);
  }

  /** x for x > 0, else a slope of each channel times x, which is trained. */
  public static Layer prelu() {
    return new Prelu();
  }

  /** A layer whose units are each the largest of so many linear functions. */
  public static Layer maxout(int units, int pieces) {
    return new Maxout(units, pieces);
  }

  /** Normalises each row along the last axis by its root mean square. */
  public static Layer rmsNorm() {
    return new RmsNorm(Norms.EPSILON);
  }

  /** A convolutional layer along time whose results are as many steps as it is given. */
  public static Layer conv1d(int filters, int size, Activation activation) {
    return conv1d(filters, window(size), activation);
  }

  /** A convolutional layer along time. */
  public static Layer conv1d(int filters, Sliding window, Activation activation) {
    return new Convolution1d(filters, window, activation);
  }

  /** The largest of each so many steps, one beside the other. */
  public static Layer maxPool1d(int size) {
    return new MaxPool1d(window(size).stride(size).valid());
  }

  /** The mean of each so many steps, one beside the other. */
  public static Layer averagePool1d(int size) {
    return new AveragePool1d(window(size).stride(size).valid());
  }

  /** The mean of each channel over time. */
  public static Layer globalAveragePool1d() {
    return new GlobalAveragePool1d();
  }

  /** The largest of each channel over the whole image. */
  public static Layer globalMaxPool2d() {
    return new GlobalMaxPool2d();
  }

  /** Each pixel as a square of so many a side. */
  public static Layer upsample2d(int factor) {
    return new Upsample2d(factor);
  }

  /** So many rows and columns of zeros on every side of an image. */
  public static Layer pad2d(int size) {
    return new Pad2d(size, size, size, size);
  }
}
