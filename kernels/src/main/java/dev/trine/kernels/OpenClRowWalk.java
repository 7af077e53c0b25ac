package dev.trine.kernels;

import dev.trine.backend.op.Rows.Combine;
import dev.trine.expression.Expression.Index;
import dev.trine.kernels.OpenClSteps.Place;
import java.util.List;

/**
 * What the kernels that fold rows have in common: how rows are dealt out, and how the lanes of a
 * team, in the terms of {@code fold.h}, walk along one.
 *
 * @param axes of the grid; the last is along the row
 */
record OpenClRowWalk(OpenClText text, int axes) {
  /** Everything up to the opening of the kernel's body. */
  void head(String name, MapSchedule schedule, List<String> parameters) {
    text.line("#define WIDTH %s", schedule.width());
    text.line("#define LANES %s", schedule.lanes());
    text.line("#include \"map.h\"");
    text.line("#include \"fold.h\"");
    text.line("");
    text.line("__kernel __attribute__((reqd_work_group_size(LANES, 1, 1)))");
    text.line("void %s(%s)", name, String.join(", ", parameters));
    text.open("");
  }

  /** Opens a loop over what a group takes, so much at once: items that lie beside each other. */
  void openItems(String items, String atOnce) {
    text.line("uint at_once = (uint)get_num_groups(0) * %s;", atOnce);
    text.line("uint chunk = (%s + at_once - 1) / at_once * %s;", items, atOnce);
    text.line("uint begin = (uint)get_group_id(0) * chunk;");
    text.line("uint end = min(begin + chunk, (uint)%s);", items);
    text.open("for (uint first = begin; first < end; first += %s)", atOnce);
  }

  /** Opens a loop over items that each team takes one of; lanes without one still meet others. */
  void openTeams(String items) {
    text.line("MEETING(meeting);");
    text.line("int member = (int)get_local_id(0) %% TEAM;");
    openItems(items, "TEAMS");
    text.line("uint item = first + (uint)get_local_id(0) / TEAM;");
    text.line("bool present = item < end;");
  }

  /** The indices along the first axes, from a number. */
  void indices(String number, int count) {
    text.line("uint rest = %s;", number);
    for (int axis = count - 1; axis >= 0; axis--) {
      text.line("int index%s = rest %% (uint)extent%1$s;", axis);
      text.line("rest /= (uint)extent%s;", axis);
    }
  }

  /** Opens a loop over those vectors of {@code count} elements that this lane takes of a row. */
  void openVectors(String start, String stop) {
    text.open("for (int column = %s + member * WIDTH; column < %s; column += PARTS)", start, stop);
    text.line("int count = min(WIDTH, %s - column);", stop);
  }

  /** Folds the row; the result is {@code fold} with its number, in every lane of the team. */
  void fold(int number, Combine combine, OpenClSteps steps, String start, String stop) {
    text.line("floats part%s = NOTHING_%s;", number, combine);
    openVectors(start, stop);
    steps.variant(text, inVector());
    text.line("floats kept = NUMBERS < (ints)(count) ? %s : NOTHING_%s;", steps.result(0), combine);
    text.line("part%s = COMBINE_%s(part%1$s, kept);", number, combine);
    text.close();
    text.line("floats fold%s = (floats)(fold_%s(meeting, part%1$s));", number, combine);
  }

  /**
   * Folds the row in adjacent pairs: each lane of the team a run of neighbours, as a tree of which
   * it keeps the left part of each level. What is missing at the end is nothing.
   */
  void foldPairs(int number, Combine combine, OpenClSteps steps) {
    text.line("float tree%s[LEVELS];", number);
    text.line("int leaves%s = 0;", number);
    text.line("int run_stop%s = min(stop, (member + 1) * RUN);", number);
    text.open("for (int column = member * RUN; column < run_stop%s; column += WIDTH)", number);
    text.line("int count = min(WIDTH, stop - column);");
    steps.variant(text, inVector());
    text.line("floats kept = NUMBERS < (ints)(count) ? %s : NOTHING_%s;", steps.result(0), combine);
    text.line("float pairs = pairs_%s(kept);", combine);
    text.line("int level = 0;");
    text.open("for (; leaves%s >> level & 1; level++)", number);
    text.line("pairs = single_%s(tree%s[level], pairs);", combine, number);
    text.close();
    text.line("tree%s[level] = pairs;", number);
    text.line("leaves%s++;", number);
    text.close();
    text.line("float run%s = nothing_%s;", number, combine);
    text.open("for (int level = 0; level < LEVELS; level++)");
    text.open("if (leaves%s >> level & 1)", number);
    text.line("run%s = single_%s(tree%1$s[level], run%1$s);", number, combine);
    text.close();
    text.close();
    text.line("floats fold%s = (floats)(PAIR_UP(%s, meeting, run%1$s));", number, combine);
  }

  /** A vector along the row, at {@code column}. */
  Place inVector() {
    return new Place(
        from -> from.gather(inRow(from), from.stride(axes - 1), "count"), this::indexInVector);
  }

  String inRow(OpenClTensor tensor) {
    return "%s_row + (long)column * %s".formatted(tensor.name(), tensor.stride(axes - 1));
  }

  private String indexInVector(Index index) {
    return index.axis() == axes - 1
        ? "(ints)(column) + NUMBERS"
        : "(ints)(index%s)".formatted(index.axis());
  }
}
