package dev.trine.kernels;

import dev.trine.backend.BackendOptions;
import dev.trine.backend.Call;
import dev.trine.backend.Variants;
import dev.trine.backend.View;
import dev.trine.backend.op.ConvolutionOps;
import dev.trine.backend.op.Window;
import java.util.ArrayList;
import java.util.List;

/** A device with convolution in one piece. */
final class ConvolvingDeviceBackend extends DeviceBackend implements ConvolutionOps {
  private final ConvolutionCalls convolutions;

  ConvolvingDeviceBackend(DeviceRuntime runtime, BackendOptions options) {
    super(runtime, options);
    convolutions = new ConvolutionCalls(context(), data(), rows());
  }

  @Override
  public Call convolve(Window window, int groups, View images, View filters, View results) {
    return convolutions.convolve(window, groups, images, filters, results);
  }

  @Override
  public Call convolveImages(Window window, int groups, View results, View filters, View images) {
    return convolutions.convolveImages(window, groups, results, filters, images);
  }

  @Override
  public Call convolveFilters(Window window, int groups, View images, View results, View filters) {
    return convolutions.convolveFilters(window, groups, images, results, filters);
  }

  @Override
  public Variants variants() {
    Variants others = super.variants();
    return context()
        .get(
            () -> {
              List<Variants.Convolution> ways = new ArrayList<>();
              convolutions
                  .variants()
                  .forEach((name, way) -> ways.add(new Variants.Convolution(name, way)));
              return new Variants(others.products(), ways, others.elementsAtOnce());
            });
  }
}
