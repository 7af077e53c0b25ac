package dev.trine.cpu;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_desc;

/** The three products of a convolution, and what oneDNN calls their arguments. */
enum ConvolutionProduct {
  RESULTS("convolve", DNNL_ARG_SRC, DNNL_ARG_WEIGHTS, DNNL_ARG_DST) {
    @Override
    primitive_desc describe(ConvolutionLayouts layouts) {
      return layouts.forward();
    }

    @Override
    primitive prepare(primitive_desc described) {
      return new convolution_forward((convolution_forward.primitive_desc) described);
    }
  },

  IMAGES("convolveImages", DNNL_ARG_DIFF_SRC, DNNL_ARG_WEIGHTS, DNNL_ARG_DIFF_DST) {
    @Override
    primitive_desc describe(ConvolutionLayouts layouts) {
      return layouts.backwardData();
    }

    @Override
    primitive prepare(primitive_desc described) {
      return new convolution_backward_data((convolution_backward_data.primitive_desc) described);
    }
  },

  FILTERS("convolveFilters", DNNL_ARG_SRC, DNNL_ARG_DIFF_WEIGHTS, DNNL_ARG_DIFF_DST) {
    @Override
    primitive_desc describe(ConvolutionLayouts layouts) {
      return layouts.backwardWeights();
    }

    @Override
    primitive prepare(primitive_desc described) {
      return new convolution_backward_weights(
          (convolution_backward_weights.primitive_desc) described);
    }
  };

  private final String op;
  private final int images;
  private final int filters;
  private final int results;

  ConvolutionProduct(String op, int images, int filters, int results) {
    this.op = op;
    this.images = images;
    this.filters = filters;
    this.results = results;
  }

  /** Its name, for messages. */
  String op() {
    return op;
  }

  int imagesRole() {
    return images;
  }

  int filtersRole() {
    return filters;
  }

  int resultsRole() {
    return results;
  }

  abstract primitive_desc describe(ConvolutionLayouts layouts);

  abstract primitive prepare(primitive_desc described);
}
