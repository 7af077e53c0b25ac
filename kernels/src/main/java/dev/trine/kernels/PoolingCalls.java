package dev.trine.kernels;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.Contract;
import dev.trine.backend.op.PoolingOps;
import dev.trine.backend.op.Window;
import dev.trine.tensor.Shape;

/** {@link PoolingOps} on a device: a lane for each element of what is computed. */
final class PoolingCalls implements PoolingOps {
  private final DeviceContext context;

  PoolingCalls(DeviceContext context) {
    this.context = context;
  }

  @Override
  public Call maxPool(Window window, View images, View largest, View chosen) {
    Contract.maxPool(window, images, largest, chosen);
    Arguments arguments =
        new Arguments().view(images).view(largest).viewOr(chosen, largest).flag(chosen != null);
    View[] views = chosen == null ? new View[] {images} : new View[] {images, chosen};
    return call(DeviceKernel.MAX_POOL, arguments, window, images.shape(), largest, views);
  }

  @Override
  public Call maxPoolGradient(Window window, View gradient, View chosen, View images) {
    Contract.maxPoolGradient(window, gradient, chosen, images);
    Arguments arguments = new Arguments().view(gradient).view(chosen).view(images);
    DeviceKernel kernel = DeviceKernel.MAX_POOL_GRADIENT;
    return call(kernel, arguments, window, images.shape(), images, gradient, chosen);
  }

  @Override
  public Call averagePool(Window window, View images, View means) {
    Contract.averagePool(window, images, means);
    Arguments arguments = new Arguments().view(images).view(means);
    return call(DeviceKernel.AVERAGE_POOL, arguments, window, images.shape(), means, images);
  }

  @Override
  public Call averagePoolGradient(Window window, View gradient, View images) {
    Contract.averagePoolGradient(window, gradient, images);
    Arguments arguments = new Arguments().view(gradient).view(images);
    DeviceKernel kernel = DeviceKernel.AVERAGE_POOL_GRADIENT;
    return call(kernel, arguments, window, images.shape(), images, gradient);
  }

  /**
   * @param arguments all but the numbers
   * @param out what has a lane for each element
   * @param others the other tensors
   */
  private Call call(
      DeviceKernel kernel,
      Arguments arguments,
      Window window,
      Shape images,
      View out,
      View... others) {
    String op = kernel.entry();
    context.checkOwn(op, out);
    context.checkOwn(op, others);
    for (View other : others) {
      context.index(op, other.elements());
    }
    int count = context.index(op, out.elements());
    if (count == 0) {
      return context.nothing(op);
    }
    Shape places = window.over(images, 1);
    return context.call(
        op,
        context.launch(
            kernel,
            context.groups(count, kernel.lanes()),
            arguments
                .ints(count)
                .ints((int) images.dimension(1), (int) images.dimension(2))
                .ints((int) images.dimension(3))
                .ints((int) places.dimension(1), (int) places.dimension(2))
                .ints(window.height(), window.width(), window.down(), window.across())
                .ints(window.rowStep(), window.columnStep(), window.top(), window.left())));
  }
}
