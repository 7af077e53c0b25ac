package dev.trine.reference;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Buffer;
import dev.trine.backend.Call;
import dev.trine.backend.Device;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.MemoryStats;
import dev.trine.backend.Precision;
import dev.trine.backend.Recording;
import dev.trine.backend.Ticket;
import dev.trine.backend.View;
import dev.trine.backend.internal.Contract;
import dev.trine.backend.op.ConvolutionOps;
import dev.trine.backend.op.Dropout;
import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Matmul;
import dev.trine.backend.op.Rows;
import dev.trine.backend.op.Window;
import dev.trine.tensor.DType;
import java.util.List;

/**
 * The reference that defines what is right. {@link DType#F32} tensors are kept and computed in
 * double, and host buffers exchange full doubles, so that central differences through it are
 * accurate. Tensors of other types hold what they do on a device. Every call runs to its end when
 * it is enqueued.
 *
 * <p>New memory holds NaN, as F32 and as BF16, so that whoever reads it before writing it notices.
 */
public final class ReferenceBackend implements Backend, ConvolutionOps {
  private static final Device DEVICE =
      new Device(
          "reference",
          0,
          "double-precision reference",
          "",
          "Java " + Runtime.version(),
          Device.Kind.CPU,
          Runtime.getRuntime().maxMemory(),
          Storage.MAX_BYTES);

  private final ReferenceQueue queue = new ReferenceQueue();
  private final Precision precision;
  private final ReferenceMemory memory;
  private final ReferenceDataOps data = new ReferenceDataOps(queue);
  private final ReferenceMatrixOps matrix;
  private final ReferenceConvolutionOps convolution;
  private final ReferenceElementwiseOps elementwise = new ReferenceElementwiseOps(queue);
  private final ReferenceReductionOps reduction = new ReferenceReductionOps(queue);
  private final ReferenceIndexOps index = new ReferenceIndexOps(queue);
  private final ReferencePoolingOps pooling = new ReferencePoolingOps(queue);
  private final ReferenceRandomOps random = new ReferenceRandomOps(queue);
  private final ReferenceUpdateOps update = new ReferenceUpdateOps(queue);

  public ReferenceBackend() {
    this(BackendOptions.defaults());
  }

  /**
   * Heeds the memory limit, and rounds the operands of products as the precision says; it has one
   * thread whatever the options say.
   */
  public ReferenceBackend(BackendOptions options) {
    precision = options.precision();
    memory = new ReferenceMemory(DEVICE, options.memoryLimitBytes());
    matrix = new ReferenceMatrixOps(queue, precision);
    convolution = new ReferenceConvolutionOps(queue, precision);
  }

  @Override
  public Device device() {
    return DEVICE;
  }

  @Override
  public Precision precision() {
    return precision;
  }

  @Override
  public Buffer allocate(long bytes, String owner) {
    return queue.inside(() -> memory.allocate(queue, bytes, owner));
  }

  @Override
  public HostBuffer allocateHost(DType type, long elements) {
    return queue.inside(() -> new ReferenceHostBuffer(type, elements));
  }

  @Override
  public Ticket upload(HostBuffer from, View to) {
    Contract.transfer("upload", from, to);
    return queue.inside(
        () -> {
          Elements.of(from, to).copyTo(Elements.of(to));
          return Ticket.DONE;
        });
  }

  @Override
  public Ticket upload(HostBuffer from, View to, Ticket after) {
    Contract.ticket("upload", DEVICE, after, false);
    return upload(from, to);
  }

  @Override
  public Ticket download(View from, HostBuffer to) {
    Contract.transfer("download", to, from);
    return queue.inside(
        () -> {
          Elements.of(from).copyTo(Elements.of(to, from));
          return Ticket.DONE;
        });
  }

  @Override
  public Ticket mark() {
    return queue.inside(() -> Ticket.DONE);
  }

  @Override
  public void await(Ticket ticket) {
    Contract.ticket("await", DEVICE, ticket, false);
    synchronize();
  }

  @Override
  public Recording record(List<Call> calls) {
    return queue.inside(() -> new ReferenceRecording(calls));
  }

  @Override
  public void synchronize() {
    queue.inside(() -> null);
  }

  @Override
  public MemoryStats memory() {
    return memory.stats();
  }

  @Override
  public void close() {
    queue.close();
    memory.close();
  }

  @Override
  public Call fill(double value, View out) {
    return data.fill(value, out);
  }

  @Override
  public Call copy(View in, View out) {
    return data.copy(in, out);
  }

  @Override
  public Call matmul(
      Matmul spec, View a, View b, View bias, View other, View out, View columnSums) {
    return matrix.matmul(spec, a, b, bias, other, out, columnSums);
  }

  @Override
  public Call convolve(Window window, int groups, View images, View filters, View results) {
    return convolution.convolve(window, groups, images, filters, results);
  }

  @Override
  public Call convolveImages(Window window, int groups, View results, View filters, View images) {
    return convolution.convolveImages(window, groups, results, filters, images);
  }

  @Override
  public Call convolveFilters(Window window, int groups, View images, View results, View filters) {
    return convolution.convolveFilters(window, groups, images, results, filters);
  }

  @Override
  public Call map(Mapping spec, List<View> inputs, List<View> outputs) {
    return elementwise.map(spec, inputs, outputs);
  }

  @Override
  public Call rows(Rows spec, List<View> inputs, List<View> outputs) {
    return reduction.rows(spec, inputs, outputs);
  }

  @Override
  public Call gather(View table, View indices, View out) {
    return index.gather(table, indices, out);
  }

  @Override
  public Call scatterAdd(View indices, View updates, View out) {
    return index.scatterAdd(indices, updates, out);
  }

  @Override
  public Call maxPool(Window window, View images, View largest, View chosen) {
    return pooling.maxPool(window, images, largest, chosen);
  }

  @Override
  public Call maxPoolGradient(Window window, View gradient, View chosen, View images) {
    return pooling.maxPoolGradient(window, gradient, chosen, images);
  }

  @Override
  public Call averagePool(Window window, View images, View means) {
    return pooling.averagePool(window, images, means);
  }

  @Override
  public Call averagePoolGradient(Window window, View gradient, View images) {
    return pooling.averagePoolGradient(window, gradient, images);
  }

  @Override
  public Call randomBits(long seed, int stream, View stepState, View out) {
    return random.randomBits(seed, stream, stepState, out);
  }

  @Override
  public Call dropout(Dropout spec, View stepState, View in, View out) {
    return random.dropout(spec, stepState, in, out);
  }

  @Override
  public Call update(Mapping spec, List<View> inputs, List<View> outputs, View stepState) {
    return update.update(spec, inputs, outputs, stepState);
  }

  @Override
  public Call commit(
      View gradients, View measures, View sums, View squares, View totals, View stepState) {
    return update.commit(gradients, measures, sums, squares, totals, stepState);
  }
}
