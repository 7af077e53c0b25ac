package dev.trine.conformance.catalogue;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.op.ConvolutionOps;
import dev.trine.backend.op.Window;
import java.util.Map;

/** Which of a convolution's three tensors is computed from the others. */
enum ConvolutionProduct {
  RESULTS("convolve"),
  IMAGES("convolveImages"),
  FILTERS("convolveFilters");

  private final String op;

  ConvolutionProduct(String op) {
    this.op = op;
  }

  String op() {
    return op;
  }

  Call bind(ConvolutionOps ops, Window window, int groups, Map<String, View> tensors) {
    View images = tensors.get("images");
    View filters = tensors.get("filters");
    View results = tensors.get("results");
    return switch (this) {
      case RESULTS -> ops.convolve(window, groups, images, filters, results);
      case IMAGES -> ops.convolveImages(window, groups, results, filters, images);
      case FILTERS -> ops.convolveFilters(window, groups, images, results, filters);
    };
  }
}
