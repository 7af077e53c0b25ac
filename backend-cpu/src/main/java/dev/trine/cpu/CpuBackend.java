package dev.trine.cpu;

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
import dev.trine.backend.op.Dropout;
import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Matmul;
import dev.trine.backend.op.Rows;
import dev.trine.backend.op.Window;
import dev.trine.tensor.DType;
import java.util.List;

/**
 * The CPU. What is enqueued runs at once, so that transfers are complete when they return and there
 * is nothing to wait for.
 *
 * <p>Of all ops only the matrix product by a native library gives bits that depend on the number of
 * threads.
 */
sealed class CpuBackend implements Backend permits ConvolvingCpuBackend {
  private final MatrixEngine matrices;
  private final Device device;
  private final Precision precision;
  private final String fingerprint;
  private final Gate gate;
  private final CpuMemory memory;
  private final Transfer transfer;

  CpuBackend(MatrixEngine matrices, BackendOptions options) {
    this.matrices = matrices;
    device = CpuDevice.of(matrices.driver());
    precision = options.precision();
    fingerprint = fingerprint(options);
    gate = new Gate(options.threads(), matrices::setUpThread);
    memory = new CpuMemory(gate, device, options.memoryLimitBytes());
    transfer = new Transfer(gate.team());
  }

  /** With convolution in one piece where the engine has it. */
  static CpuBackend open(BackendOptions options) {
    MatrixEngine matrices = MatrixEngines.open(options);
    return matrices instanceof OneDnnEngine library && library.convolves()
        ? new ConvolvingCpuBackend(library, options)
        : new CpuBackend(matrices, options);
  }

  /** How many tasks its team has run so far, transfers included. */
  long tasks() {
    return gate.team().tasks();
  }

  @Override
  public Device device() {
    return device;
  }

  private String fingerprint(BackendOptions options) {
    if (options.portable()) {
      return PORTABLE;
    }
    String threads =
        matrices instanceof OneDnnEngine ? ", %s threads".formatted(options.threads()) : "";
    return Backend.super.fingerprint() + threads;
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public Precision precision() {
    return precision;
  }

  @Override
  public Buffer allocate(long bytes, String owner) {
    return gate.inside(() -> memory.allocate(bytes, owner));
  }

  @Override
  public HostBuffer allocateHost(DType type, long elements) {
    return gate.inside(() -> memory.allocateHost(type, elements));
  }

  @Override
  public Ticket upload(HostBuffer from, View to) {
    Contract.transfer("upload", from, to);
    return gate.inside(
        () -> {
          Region region = region(to);
          transfer.run(
              CpuHostBuffer.of(from).content(),
              0,
              region.buffer().content(),
              region.byteOffset(),
              region.bytes());
          return Ticket.DONE;
        });
  }

  @Override
  public Ticket upload(HostBuffer from, View to, Ticket after) {
    Contract.ticket("upload", device, after, false);
    return upload(from, to);
  }

  @Override
  public Ticket download(View from, HostBuffer to) {
    Contract.transfer("download", to, from);
    return gate.inside(
        () -> {
          Region region = region(from);
          transfer.run(
              region.buffer().content(),
              region.byteOffset(),
              CpuHostBuffer.of(to).content(),
              0,
              region.bytes());
          return Ticket.DONE;
        });
  }

  @Override
  public Ticket mark() {
    return gate.inside(() -> Ticket.DONE);
  }

  @Override
  public void await(Ticket ticket) {
    Contract.ticket("await", device, ticket, false);
    synchronize();
  }

  @Override
  public Recording record(List<Call> calls) {
    return gate.inside(() -> new CpuRecording(gate, calls));
  }

  @Override
  public void synchronize() {
    gate.enter();
    gate.exit();
  }

  @Override
  public MemoryStats memory() {
    return memory.stats();
  }

  @Override
  public void close() {
    gate.close();
    memory.close();
    matrices.close();
  }

  @Override
  public Call fill(double value, View out) {
    Contract.fill(value, out);
    return gate.inside(() -> new FillCall(gate, value, region(out)));
  }

  @Override
  public Call copy(View in, View out) {
    Contract.copy(in, out);
    return gate.inside(() -> new CopyCall(gate, region(in), region(out)));
  }

  @Override
  public Call matmul(
      Matmul spec, View a, View b, View bias, View other, View out, View columnSums) {
    Contract.matmul(precision(), spec, a, b, bias, other, out, columnSums);
    return gate.inside(
        () -> {
          Region left = region(a);
          Region right = region(b);
          Region added = regionOrNull(bias);
          Region taken = regionOrNull(other);
          Region result = region(out);
          PreparedProduct product = matrices.bind(gate, spec, left, right, added, taken, result);
          CpuCall multiplying = new MatmulCall(gate, product, left, right, added, taken, result);
          return columnSums == null
              ? multiplying
              : new CallPair(
                  gate,
                  "matmul",
                  multiplying,
                  new RowsCall(
                      gate, spec.columnSums(), List.of(right), regions(List.of(columnSums))));
        });
  }

  @Override
  public Call map(Mapping spec, List<View> inputs, List<View> outputs) {
    Contract.map(spec, inputs, outputs);
    return gate.inside(
        () -> {
          List<Region> in = regions(inputs);
          List<Region> out = regions(outputs);
          CpuCall turning = TransposeCall.orNull(gate, spec, in, out);
          return turning != null ? turning : new MapCall(gate, spec, in, out);
        });
  }

  @Override
  public Call rows(Rows spec, List<View> inputs, List<View> outputs) {
    Contract.rows(spec, inputs, outputs);
    return gate.inside(() -> new RowsCall(gate, spec, regions(inputs), regions(outputs)));
  }

  @Override
  public Call gather(View table, View indices, View out) {
    Contract.gather(table, indices, out);
    return gate.inside(
        () ->
            new GatherCall(
                gate, rows(table), columns(table), region(table), region(indices), region(out)));
  }

  @Override
  public Call scatterAdd(View indices, View updates, View out) {
    Contract.scatterAdd(indices, updates, out);
    return gate.inside(
        () ->
            new ScatterAddCall(
                gate,
                memory,
                rows(out),
                columns(out),
                region(indices),
                region(updates),
                region(out)));
  }

  @Override
  public Call maxPool(Window window, View images, View largest, View chosen) {
    Contract.maxPool(window, images, largest, chosen);
    return gate.inside(
        () ->
            new MaxPoolCall(
                gate,
                window,
                images.shape(),
                region(images),
                region(largest),
                regionOrNull(chosen)));
  }

  @Override
  public Call maxPoolGradient(Window window, View gradient, View chosen, View images) {
    Contract.maxPoolGradient(window, gradient, chosen, images);
    return gate.inside(
        () ->
            new MaxPoolGradientCall(
                gate, window, images.shape(), region(gradient), region(chosen), region(images)));
  }

  @Override
  public Call averagePool(Window window, View images, View means) {
    Contract.averagePool(window, images, means);
    return gate.inside(
        () -> new AveragePoolCall(gate, window, images.shape(), region(images), region(means)));
  }

  @Override
  public Call averagePoolGradient(Window window, View gradient, View images) {
    Contract.averagePoolGradient(window, gradient, images);
    return gate.inside(
        () ->
            new AveragePoolGradientCall(
                gate, window, images.shape(), region(gradient), region(images)));
  }

  @Override
  public Call randomBits(long seed, int stream, View stepState, View out) {
    Contract.randomBits(stepState, out);
    return gate.inside(
        () -> new RandomBitsCall(gate, seed, stream, region(stepState), region(out)));
  }

  @Override
  public Call dropout(Dropout spec, View stepState, View in, View out) {
    Contract.dropout(stepState, in, out);
    return gate.inside(
        () -> new DropoutCall(gate, spec, region(stepState), region(in), region(out)));
  }

  @Override
  public Call update(Mapping spec, List<View> inputs, List<View> outputs, View stepState) {
    Contract.update(spec, inputs, outputs, stepState);
    return gate.inside(
        () -> new UpdateCall(gate, spec, regions(inputs), regions(outputs), region(stepState)));
  }

  @Override
  public Call commit(
      View gradients, View measures, View sums, View squares, View totals, View stepState) {
    Contract.commit(gradients, measures, sums, squares, totals, stepState);
    return gate.inside(
        () ->
            new CommitCall(
                gate,
                region(gradients),
                region(measures),
                sums == null ? null : region(sums),
                region(squares),
                region(totals),
                region(stepState)));
  }

  final Gate gate() {
    return gate;
  }

  final CpuMemory ownMemory() {
    return memory;
  }

  final Region region(View view) {
    return Region.of(view, memory);
  }

  private List<Region> regions(List<View> views) {
    return views.stream().map(this::region).toList();
  }

  private Region regionOrNull(View view) {
    return view == null ? null : region(view);
  }

  private static int rows(View matrix) {
    return (int) matrix.shape().dimension(0);
  }

  private static int columns(View matrix) {
    return (int) matrix.shape().dimension(1);
  }
}
