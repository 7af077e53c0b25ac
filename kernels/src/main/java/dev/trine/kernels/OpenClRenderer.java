package dev.trine.kernels;

import java.util.Locale;

/** Renders generated kernels in OpenCL C; see {@code map.h} and {@code fold.h}. */
public final class OpenClRenderer {
  private OpenClRenderer() {}

  /** The program; its one kernel has the program's name. */
  public static KernelSource render(KernelForm form, MapSchedule schedule) {
    String kind = form.getClass().getSimpleName().replace("Form", "").toLowerCase(Locale.ROOT);
    String name = kind + "_" + new KernelSource("", form.key()).hash().substring(0, 8);
    OpenClText text = new OpenClText();
    text.comment(form);
    if (form instanceof MapForm map) {
      OpenClMapRenderer.render(map, name, schedule, text);
    } else if (form instanceof FoldForm fold) {
      OpenClFoldRenderer.render(fold, name, schedule, text);
    } else {
      OpenClRowsRenderer.render((RowsForm) form, name, schedule, text);
    }
    return KernelSource.of(name, text.toString());
  }
}
