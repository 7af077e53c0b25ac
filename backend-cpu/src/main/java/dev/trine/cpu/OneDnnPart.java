package dev.trine.cpu;

import org.bytedeco.dnnl.dnnl_stream;

/** {@code out = alpha·a·b + beta·out + bias} for a part of a product, prepared. */
interface OneDnnPart extends AutoCloseable {
  void execute(dnnl_stream stream);

  @Override
  void close();
}
