package dev.trine.cpu;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_execute;

import dev.trine.DeviceLostException;
import dev.trine.UnsupportedOpException;
import dev.trine.backend.op.Matmul;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.scratchpad_mode;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;

/** A part of a product as a prepared primitive. */
final class OneDnnMatmul implements OneDnnPart {
  private final engine engine;
  private final NativeObjects kept = new NativeObjects();
  private final List<Argument> arguments = new ArrayList<>();
  private dnnl_primitive handle;
  private dnnl_exec_arg_t prepared;

  private record Argument(int role, memory.desc layout, long address) {}

  private OneDnnMatmul(engine engine) {
    this.engine = engine;
  }

  /**
   * @param index which part it is: parts of different index may run at the same time
   * @param packed where b lies as it is wanted, or null; if that is not to be had, or not of use,
   *     there is no such part, and the result is null
   * @param bias null if there is none
   */
  static OneDnnMatmul bind(
      OneDnnEngine owner,
      int index,
      Matmul spec,
      Part part,
      Matrix a,
      Matrix b,
      PackedMatrix packed,
      Region bias,
      Matrix out) {
    OneDnnMatmul bound = new OneDnnMatmul(owner.library().engine());
    try {
      if (bound.prepare(owner.scratchpads(), index, spec, part, a, b, packed, bias, out)) {
        return bound;
      }
      bound.close();
      return null;
    } catch (RuntimeException refused) {
      bound.close();
      throw new UnsupportedOpException(
          "%s cannot prepare %s: %s".formatted(owner.driver(), spec, refused.getMessage()));
    }
  }

  @Override
  public void execute(dnnl_stream stream) {
    int status = dnnl_primitive_execute(handle, stream, arguments.size(), prepared);
    if (status != 0) {
      throw new DeviceLostException("oneDNN failed to multiply matrices: status " + status);
    }
  }

  @Override
  public void close() {
    kept.close();
  }

  /** Returns whether b can be had as it is wanted. */
  private boolean prepare(
      Scratchpads scratchpads,
      int index,
      Matmul spec,
      Part part,
      Matrix a,
      Matrix b,
      PackedMatrix packed,
      Region bias,
      Matrix out) {
    int k = (int) spec.k();
    memory.desc left = bind(DNNL_ARG_SRC, a, part, part.row(), part.rows(), 0, k);
    memory.desc plain = layout(b, part, k, part.columns());
    long[] sizes = {k, part.columns()};
    memory.desc right =
        packed == null ? plain : kept.keep(new memory.desc(sizes, type(b), memory.format_tag.any));
    memory.desc result =
        bind(DNNL_ARG_DST, out, part, part.row(), part.rows(), part.column(), part.columns());
    // oneDNN adds its own bias to the product before it is scaled; ours is not scaled.
    boolean biasFirst = bias != null && spec.alpha() == 1;
    memory.desc added = biasFirst ? bindBias(DNNL_ARG_BIAS, part, bias) : null;
    primitive_attr attributes = kept.keep(new primitive_attr());
    attributes.set_scratchpad_mode(scratchpad_mode.user);
    attributes.set_post_ops(afterwards(spec, part, biasFirst ? null : bias));
    matmul.primitive_desc plan =
        kept.keep(
            biasFirst
                ? new matmul.primitive_desc(engine, left, right, added, result, attributes, false)
                : new matmul.primitive_desc(engine, left, right, result, attributes, false));
    memory.desc wanted = packed == null ? plain : kept.keep(plan.weights_desc());
    long place = address(b, part, 0, part.column());
    if (packed != null) {
      place = wanted.equals(plain) ? 0 : packed.place(index, plain, place, wanted);
      if (place == 0) {
        return false;
      }
    }
    arguments.add(new Argument(DNNL_ARG_WEIGHTS, wanted, place));
    memory.desc scratch = kept.keep(plan.scratchpad_desc());
    long pad = scratchpads.reserve(index, scratch.get_size());
    arguments.add(new Argument(DNNL_ARG_SCRATCHPAD, scratch, pad));
    handle = kept.keep(kept.keep(new matmul(plan)).get());
    prepared = kept.keep(new dnnl_exec_arg_t(arguments.size()));
    for (int i = 0; i < arguments.size(); i++) {
      Argument argument = arguments.get(i);
      memory content = kept.keep(new memory(argument.layout, engine, OneDnn.at(argument.address)));
      kept.keep(prepared.getPointer(i)).arg(argument.role).memory(kept.keep(content.get()));
    }
    return true;
  }

  /** What is done to the product: scaling, adding the old result, adding a bias. */
  private post_ops afterwards(Matmul spec, Part part, Region biasOrNull) {
    post_ops operations = kept.keep(new post_ops());
    if (spec.alpha() != 1) {
      operations.append_eltwise(algorithm.eltwise_linear, (float) spec.alpha(), 0);
    }
    if (spec.beta() != 0) {
      operations.append_sum((float) spec.beta(), 0, memory.data_type.f32);
    }
    if (biasOrNull != null) {
      int role = DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE * (operations.len() + 1) | DNNL_ARG_SRC_1;
      operations.append_binary(algorithm.binary_add, bindBias(role, part, biasOrNull));
    }
    return operations;
  }

  private memory.desc bindBias(int role, Part part, Region bias) {
    Matrix row = new Matrix(bias, part.columns(), 1, 0);
    return bind(role, row, part, 0, 1, part.column(), part.columns());
  }

  /** Describes a part of a batch of matrices, and makes it an argument. */
  private memory.desc bind(
      int role, Matrix matrix, Part part, int row, int rows, int column, int columns) {
    memory.desc layout = layout(matrix, part, rows, columns);
    arguments.add(new Argument(role, layout, address(matrix, part, row, column)));
    return layout;
  }

  private static long address(Matrix matrix, Part part, int row, int column) {
    long element = matrix.at(part.batch(), row, column);
    return matrix.region().address() + element * matrix.region().type().bytes();
  }

  private static memory.data_type type(Matrix matrix) {
    return OneDnn.type(matrix.region().type());
  }

  /** Of a part of a batch of matrices, {@code [batches, rows, columns]} if there are several. */
  private memory.desc layout(Matrix matrix, Part part, int rows, int columns) {
    long[] dimensions = {rows, columns};
    long[] strides = {matrix.rowStride(), matrix.columnStride()};
    if (part.batches() > 1) {
      // A matrix that is the same for all is a batch of one, which goes with any number.
      long own = matrix.batchStride() == 0 ? 1 : part.batches();
      dimensions = new long[] {own, rows, columns};
      strides = new long[] {Math.max(1, matrix.batchStride()), strides[0], strides[1]};
    }
    return kept.keep(new memory.desc(dimensions, type(matrix), strides));
  }
}
