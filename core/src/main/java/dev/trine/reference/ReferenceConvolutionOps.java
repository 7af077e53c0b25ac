package dev.trine.reference;

import dev.trine.backend.Call;
import dev.trine.backend.Precision;
import dev.trine.backend.View;
import dev.trine.backend.internal.Contract;
import dev.trine.backend.op.ConvolutionOps;
import dev.trine.backend.op.Window;
import dev.trine.tensor.Shape;

/** Convolution by the definition, term by term. */
final class ReferenceConvolutionOps implements ConvolutionOps {
  private final ReferenceQueue queue;
  private final Precision precision;

  ReferenceConvolutionOps(ReferenceQueue queue, Precision precision) {
    this.queue = queue;
    this.precision = precision;
  }

  @Override
  public Call convolve(Window window, int groups, View images, View filters, View results) {
    Contract.convolution(precision, "convolve", window, groups, images, filters, results, results);
    return queue.bind(
        () -> {
          Floats a = Floats.of(images, precision);
          Floats b = Floats.of(filters, precision);
          Floats sums = zeros(results);
          terms(window, groups, images, filters)
              .forEach((i, f, r) -> sums.set(r, sums.get(r) + a.get(i) * b.get(f)));
        },
        images,
        filters,
        results);
  }

  @Override
  public Call convolveImages(Window window, int groups, View results, View filters, View images) {
    Contract.convolution(
        precision, "convolveImages", window, groups, images, filters, results, images);
    return queue.bind(
        () -> {
          Floats a = Floats.of(results, precision);
          Floats b = Floats.of(filters, precision);
          Floats sums = zeros(images);
          terms(window, groups, images, filters)
              .forEach((i, f, r) -> sums.set(i, sums.get(i) + a.get(r) * b.get(f)));
        },
        results,
        filters,
        images);
  }

  @Override
  public Call convolveFilters(Window window, int groups, View images, View results, View filters) {
    Contract.convolution(
        precision, "convolveFilters", window, groups, images, filters, results, filters);
    return queue.bind(
        () -> {
          Floats a = Floats.of(images, precision);
          Floats b = Floats.of(results, precision);
          Floats sums = zeros(filters);
          terms(window, groups, images, filters)
              .forEach((i, f, r) -> sums.set(f, sums.get(f) + a.get(i) * b.get(r)));
        },
        images,
        results,
        filters);
  }

  private static ConvolutionTerms terms(Window window, int groups, View images, View filters) {
    Shape shape = images.shape();
    return new ConvolutionTerms(window, groups, shape, (int) filters.shape().dimension(3));
  }

  private static Floats zeros(View view) {
    Floats all = Floats.of(view);
    all.setAll(i -> 0);
    return all;
  }
}
