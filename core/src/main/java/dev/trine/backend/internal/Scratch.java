package dev.trine.backend.internal;

import dev.trine.backend.Backend;
import dev.trine.backend.Buffer;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.List;

/** Scratch memory for calls that run one after the other outside a program. */
public final class Scratch {
  private Scratch() {}

  /**
   * Allocates what the neediest of the calls asks for and attaches it to all that ask. To be done
   * before they are enqueued or recorded.
   *
   * @return the scratch, to be closed after the calls
   */
  public static Buffer attach(Backend backend, List<? extends Call> calls, String owner) {
    long most = calls.stream().mapToLong(Call::scratchBytes).max().orElse(0);
    Buffer scratch = backend.allocate(Math.max(1, most), owner);
    try {
      View all = scratch.view(DType.U8, 0, Shape.of(scratch.bytes()));
      for (Call call : calls) {
        if (call.scratchBytes() > 0) {
          call.attachScratch(all);
        }
      }
      return scratch;
    } catch (RuntimeException | Error failure) {
      scratch.close();
      throw failure;
    }
  }
}
