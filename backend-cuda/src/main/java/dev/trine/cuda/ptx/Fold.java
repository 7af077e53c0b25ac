package dev.trine.cuda.ptx;

import dev.trine.backend.op.Rows.Combine;
import dev.trine.backend.op.SumOrder;
import dev.trine.expression.Operator;
import java.util.List;

/** How numbers become one: each lane's in turn, and then those of the lanes by a tree. */
record Fold(Combine combine) {
  /** Of a shuffle that may reach all lanes of a warp. */
  private static final int WITHIN_WARP = 31;

  /**
   * Of one within a team: bits from the eighth on say which of a lane's number stay as they are.
   */
  private static final int WITHIN_TEAM = 31 - (SumOrder.LANES - 1) << 8 | WITHIN_WARP;

  private static final String ALL_LANES = "0xFFFFFFFF";
  private static final String OTHER = "%other";
  private static final String COMBINED = "%combined";

  /** The register with what the elements of a row were folded to. */
  static String result(int fold) {
    return "%folded" + fold;
  }

  static void declareRegisters(Assembly to, int folds) {
    to.declare(".b32", OTHER, COMBINED);
    if (folds > 0) {
      to.declare(".b32", "%folded<" + folds + ">");
    }
  }

  /** Sets a register to what no numbers come to. */
  void begin(Assembly to, String register) {
    float none =
        switch (combine) {
          case SUM -> 0;
          case MAX -> Float.NEGATIVE_INFINITY;
          case MIN -> Float.POSITIVE_INFINITY;
        };
    to.add("mov.b32", register, "0x%08X".formatted(Float.floatToRawIntBits(none)));
  }

  /** Takes in one more number. */
  void add(Assembly to, String register, String number) {
    Instructions.add(to, operator(), COMBINED, List.of(register, number));
    to.add("mov.b32", register, COMBINED);
  }

  private Operator operator() {
    return switch (combine) {
      case SUM -> Operator.ADD;
      case MAX -> Operator.MAX;
      case MIN -> Operator.MIN;
    };
  }

  /**
   * Folds the registers that the lanes of a team have under one name, and gives each the outcome.
   * All lanes of the group must come here.
   */
  void addUpTeam(Assembly to, String register) {
    for (int span = SumOrder.LANES / 2; span > 0; span /= 2) {
      addFrom(to, register, span, WITHIN_TEAM);
    }
    to.add("shfl.sync.idx.b32", register, register, 0, WITHIN_TEAM, ALL_LANES);
  }

  /**
   * Folds the registers that lanes of a warp have under one name, as many as {@code lanes} and
   * {@code spacing} apart; the first of them gets the outcome. All lanes of the group must come
   * here.
   */
  void addUpWarp(Assembly to, String register, int lanes, int spacing) {
    for (int span = lanes / 2; span > 0; span /= 2) {
      addFrom(to, register, span * spacing, WITHIN_WARP);
    }
  }

  private void addFrom(Assembly to, String register, int distance, int bounds) {
    to.add("shfl.sync.down.b32", OTHER, register, distance, bounds, ALL_LANES);
    add(to, register, OTHER);
  }

  /**
   * Folds the registers that the lanes of a team have under each of some names in adjacent pairs,
   * and gives each the outcome. All lanes of the group must come here.
   */
  void pairUpLanes(Assembly to, List<String> registers) {
    for (int distance = 1; distance < SumOrder.LANES; distance *= 2) {
      for (String register : registers) {
        to.add("shfl.sync.bfly.b32", OTHER, register, distance, WITHIN_WARP, ALL_LANES);
        add(to, register, OTHER);
      }
    }
  }

  /**
   * Folds the registers of one lane into the first, in adjacent pairs; as many as a power of two.
   */
  void pairUpRegisters(Assembly to, List<String> registers) {
    for (int distance = 1; distance < registers.size(); distance *= 2) {
      for (int i = 0; i < registers.size(); i += 2 * distance) {
        add(to, registers.get(i), registers.get(i + distance));
      }
    }
  }

  /** Folds the registers of one lane into the first; as many as a power of two. */
  void addUpRegisters(Assembly to, List<String> registers) {
    for (int span = registers.size() / 2; span > 0; span /= 2) {
      for (int i = 0; i < span; i++) {
        add(to, registers.get(i), registers.get(i + span));
      }
    }
  }
}
