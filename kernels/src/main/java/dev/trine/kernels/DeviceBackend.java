package dev.trine.kernels;

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
import dev.trine.backend.Variants;
import dev.trine.backend.View;
import dev.trine.backend.internal.Contract;
import dev.trine.backend.internal.MemoryAccount;
import dev.trine.backend.op.Dropout;
import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Matmul;
import dev.trine.backend.op.MatrixOps;
import dev.trine.backend.op.Rows;
import dev.trine.backend.op.Window;
import dev.trine.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The whole SPI as launches of the device kernels. The op groups' classes bind the calls; this
 * class lets one thread at a time in, counts memory and transfers.
 */
public class DeviceBackend implements Backend {
  private final DeviceContext context;
  private final MemoryAccount account;
  private final DataCalls data;
  private final MatmulCalls matrices;
  private final MapCalls maps;
  private final RowCalls rows;
  private final IndexCalls index;
  private final PoolingCalls pooling;
  private final RandomCalls random;
  private final UpdateCalls updates;
  private final boolean isPortable;

  /**
   * Takes over the runtime, which is closed with this backend.
   *
   * <p>A portable backend leaves convolution to the products that the graph expands it to: their
   * bits are the same everywhere.
   */
  public static DeviceBackend of(DeviceRuntime runtime, BackendOptions options) {
    return options.portable()
        ? new DeviceBackend(runtime, options)
        : new ConvolvingDeviceBackend(runtime, options);
  }

  DeviceBackend(DeviceRuntime runtime, BackendOptions options) {
    context = new DeviceContext(runtime, options.precision());
    isPortable = options.portable();
    Device device = runtime.device();
    account = new MemoryAccount(device, Math.min(device.memoryBytes(), options.memoryLimitBytes()));
    data = new DataCalls(context);
    maps = new MapCalls(context);
    rows = new RowCalls(context, maps);
    matrices = new MatmulCalls(context, rows, !options.portable());
    index = new IndexCalls(context);
    pooling = new PoolingCalls(context);
    random = new RandomCalls(context);
    updates = new UpdateCalls(context, maps);
  }

  final DeviceContext context() {
    return context;
  }

  final DataCalls data() {
    return data;
  }

  final RowCalls rows() {
    return rows;
  }

  @Override
  public final Device device() {
    return context.runtime().device();
  }

  @Override
  public final String fingerprint() {
    return isPortable ? PORTABLE : Backend.super.fingerprint();
  }

  @Override
  public final Precision precision() {
    return context.precision();
  }

  @Override
  public final Buffer allocate(long bytes, String owner) {
    return context.get(() -> DeviceBuffer.allocate(context, account, bytes, owner));
  }

  @Override
  public final HostBuffer allocateHost(DType type, long elements) {
    return context.get(() -> context.runtime().allocateHost(type, elements));
  }

  @Override
  public final Ticket upload(HostBuffer from, View to) {
    return upload(
        from, to, memory -> context.runtime().upload(from, memory, to.byteOffset(), to.bytes()));
  }

  @Override
  public final Ticket upload(HostBuffer from, View to, Ticket after) {
    return upload(
        from,
        to,
        memory -> context.runtime().upload(from, memory, to.byteOffset(), to.bytes(), after));
  }

  private Ticket upload(HostBuffer from, View to, Function<DeviceMemory, Ticket> enqueue) {
    return context.get(
        () -> {
          Contract.transfer("upload", from, to);
          context.checkOwn("upload", to);
          DeviceBuffer buffer = (DeviceBuffer) to.buffer();
          return to.elements() == 0 ? Ticket.DONE : enqueue.apply(buffer.memory());
        });
  }

  @Override
  public final Ticket download(View from, HostBuffer to) {
    return context.get(
        () -> {
          Contract.transfer("download", to, from);
          context.checkOwn("download", from);
          DeviceBuffer buffer = (DeviceBuffer) from.buffer();
          return from.elements() == 0
              ? Ticket.DONE
              : context.runtime().download(buffer.memory(), from.byteOffset(), to, from.bytes());
        });
  }

  @Override
  public final Ticket mark() {
    return context.get(context.runtime()::mark);
  }

  @Override
  public final void await(Ticket ticket) {
    context.run(() -> context.runtime().await(ticket));
  }

  @Override
  public final boolean overlapsTransfers() {
    return context.runtime().overlapsTransfers();
  }

  @Override
  public final Recording record(List<Call> calls) {
    return context.get(() -> DeviceRecording.of(context, calls));
  }

  @Override
  public final void synchronize() {
    context.run(context.runtime()::synchronize);
  }

  @Override
  public final MemoryStats memory() {
    return account.stats();
  }

  @Override
  public Variants variants() {
    return context.get(
        () -> {
          List<Variants.Product> products = new ArrayList<>();
          matrices.variants().forEach((name, way) -> products.add(product(name, way)));
          return new Variants(products, maps.elementsAtOnce());
        });
  }

  @Override
  public final void close() {
    context.close();
  }

  @Override
  public final Call fill(double value, View out) {
    return context.get(() -> data.fill(value, out));
  }

  @Override
  public final Call copy(View in, View out) {
    return context.get(() -> data.copy(in, out));
  }

  @Override
  public final Call matmul(
      Matmul spec, View a, View b, View bias, View other, View out, View columnSums) {
    return context.get(() -> matrices.matmul(spec, a, b, bias, other, out, columnSums));
  }

  @Override
  public final Call map(Mapping spec, List<View> inputs, List<View> outputs) {
    return context.get(() -> maps.map(spec, inputs, outputs));
  }

  @Override
  public final Call rows(Rows spec, List<View> inputs, List<View> outputs) {
    return context.get(() -> rows.rows(spec, inputs, outputs));
  }

  @Override
  public final Call gather(View table, View indices, View out) {
    return context.get(() -> index.gather(table, indices, out));
  }

  @Override
  public final Call scatterAdd(View indices, View updates, View out) {
    return context.get(() -> index.scatterAdd(indices, updates, out));
  }

  @Override
  public final Call maxPool(Window window, View images, View largest, View chosen) {
    return context.get(() -> pooling.maxPool(window, images, largest, chosen));
  }

  @Override
  public final Call maxPoolGradient(Window window, View gradient, View chosen, View images) {
    return context.get(() -> pooling.maxPoolGradient(window, gradient, chosen, images));
  }

  @Override
  public final Call averagePool(Window window, View images, View means) {
    return context.get(() -> pooling.averagePool(window, images, means));
  }

  @Override
  public final Call averagePoolGradient(Window window, View gradient, View images) {
    return context.get(() -> pooling.averagePoolGradient(window, gradient, images));
  }

  @Override
  public final Call randomBits(long seed, int stream, View stepState, View out) {
    return context.get(() -> random.randomBits(seed, stream, stepState, out));
  }

  @Override
  public final Call dropout(Dropout spec, View stepState, View in, View out) {
    return context.get(() -> random.dropout(spec, stepState, in, out));
  }

  @Override
  public final Call update(Mapping spec, List<View> inputs, List<View> outputs, View stepState) {
    return context.get(() -> updates.update(spec, inputs, outputs, stepState));
  }

  @Override
  public final Call commit(
      View gradients, View measures, View sums, View squares, View totals, View stepState) {
    return context.get(() -> updates.commit(gradients, measures, sums, squares, totals, stepState));
  }

  private Variants.Product product(String name, MatrixOps way) {
    return new Variants.Product(
        name,
        (spec, a, b, bias, other, out, columnSums) ->
            context.get(() -> way.matmul(spec, a, b, bias, other, out, columnSums)));
  }
}
