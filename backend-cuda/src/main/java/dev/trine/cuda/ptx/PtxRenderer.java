package dev.trine.cuda.ptx;

import dev.trine.kernels.FoldForm;
import dev.trine.kernels.FoldForm.Direction;
import dev.trine.kernels.KernelForm;
import dev.trine.kernels.MapForm;
import dev.trine.kernels.RowsForm;

/** Renders generated kernels as PTX that every driver from CUDA 11.0 on takes. */
public final class PtxRenderer {
  private PtxRenderer() {}

  /** The kernel's name, for profilers; other forms hardly ever have the same. */
  public static String name(KernelForm form) {
    return "%s_%08x".formatted(kind(form), form.key().hashCode());
  }

  private static String kind(KernelForm form) {
    return form instanceof MapForm ? "map" : form instanceof FoldForm ? "fold" : "rows";
  }

  /** How many blocks of rows a group takes at a time. */
  public static int blocksPerGroup(Direction direction) {
    return direction == Direction.ALONG ? Teams.COUNT : Strips.ROWS;
  }

  /** A module whose only entry is the kernel. */
  public static String render(KernelForm form) {
    return entry(form).module(name(form), form.key());
  }

  private static Entry entry(KernelForm form) {
    if (form instanceof MapForm map) {
      return MapRenderer.render(map);
    }
    return form instanceof FoldForm fold
        ? FoldRenderer.render(fold)
        : RowsRenderer.render((RowsForm) form);
  }
}
