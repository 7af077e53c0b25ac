package dev.trine.cpu;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;

import dev.trine.OutOfDeviceMemoryException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;

/**
 * The right operand of several products, laid out as oneDNN reads it fastest: once for all of them,
 * where each would do so by itself. Run, it takes over what the operand is then, part by part.
 */
final class PackedMatrix implements Team.Task, AutoCloseable {
  /** The argument of a reordering that is read, and the one that is written. */
  private static final int FROM = 0;

  private static final int TO = 1;

  private final OneDnnEngine engine;
  private final NativeObjects kept = new NativeObjects();
  private final List<Piece> pieces = new ArrayList<>();

  /** What one part of the products multiplies by. */
  private record Piece(
      NativeMemory memory,
      memory.desc layout,
      OneDnnPrimitive moving,
      dnnl_memory from,
      dnnl_memory to) {}

  PackedMatrix(OneDnnEngine engine) {
    this.engine = engine;
  }

  /**
   * Where a part's columns lie.
   *
   * @param part which, from 0; the first product asks for all in turn
   * @param plain how they lie in the operand
   * @param address where that is
   * @param wanted how the products want them
   * @return 0 if one wants them otherwise than those before
   */
  long place(int part, memory.desc plain, long address, memory.desc wanted) {
    if (part == pieces.size()) {
      pieces.add(piece(plain, address, wanted));
    }
    Piece piece = pieces.get(part);
    return piece.layout.equals(wanted) ? piece.memory.address() : 0;
  }

  private Piece piece(memory.desc plain, long address, memory.desc wanted) {
    NativeMemory place = NativeMemory.allocate(wanted.get_size());
    if (place == null) {
      throw new OutOfDeviceMemoryException(
          "oneDNN needs %s bytes to lay out a matrix, which are not there"
              .formatted(wanted.get_size()));
    }
    memory.desc from = kept.keep(new memory.desc(plain));
    memory.desc to = kept.keep(new memory.desc(wanted));
    org.bytedeco.dnnl.engine library = engine.library().engine();
    reorder.primitive_desc moved =
        kept.keep(new reorder.primitive_desc(library, from, library, to));
    OneDnnPrimitive moving =
        new OneDnnPrimitive(
            kept,
            "lay out a matrix",
            new reorder(moved),
            engine.workers(),
            DNNL_ARG_FROM,
            DNNL_ARG_TO);
    return new Piece(place, to, moving, content(from, address), content(to, place.address()));
  }

  private dnnl_memory content(memory.desc layout, long address) {
    memory content =
        kept.keep(new memory(layout, engine.library().engine(), kept.keep(OneDnn.at(address))));
    return kept.keep(content.get());
  }

  int pieces() {
    return pieces.size();
  }

  @Override
  public void piece(int number, int worker) {
    Piece piece = pieces.get(number);
    piece.moving.set(worker, FROM, piece.from);
    piece.moving.set(worker, TO, piece.to);
    piece.moving.execute(worker, engine.stream(worker));
  }

  @Override
  public void close() {
    kept.close();
    pieces.forEach(piece -> piece.memory.close());
    pieces.clear();
  }
}
