package dev.trine.cuda.ptx;

import dev.trine.kernels.MapForm.Walk;

/**
 * How a tensor is reached from the row that a lane is at.
 *
 * @param rowAxes the axes that number the rows; one more is along the row, if the tensor has it
 */
record RowTensor(TensorAccess access, int rowAxes) {
  private static final String ADDRESS = "%address";
  private static final String SPARE = "%spare";

  /** What all tensors share. */
  static void declareShared(Assembly to) {
    to.declare(".b64", TensorAccess.DISTANCE, ADDRESS);
    to.declare(".b32", SPARE);
  }

  void declareRegisters(Assembly to) {
    to.declare(".b64", access.start());
    if (movesWithRow()) {
      to.declare(".b64", row());
    }
    access.strides().forEach(stride -> to.declare(".b32", "%" + stride));
  }

  boolean isSingle() {
    return access.is(Walk.SINGLE);
  }

  private boolean movesWithRow() {
    return !isSingle() && rowAxes > 0;
  }

  /** The register with the address of the row. */
  private String row() {
    return movesWithRow() ? access.start() + "_row" : access.start();
  }

  /** Once for each row, by its coordinates. */
  void locateRow(Assembly to) {
    if (movesWithRow()) {
      access.locate(to, row(), rowAxes);
    }
  }

  /** Loads an element of the row. */
  void load(Assembly to, String register, int element) {
    String place = place(to, element);
    to.add(opcode("ld"), register, place);
    access.storage().loaded(to, register);
  }

  /** Loads what all elements of the team's row share; 0 where it has none. */
  void loadShared(Assembly to, String register) {
    if (isSingle()) {
      to.add(opcode("ld"), register, at(row()));
    } else {
      to.add("mov.b32", register, 0);
      to.addWhere(Teams.EXISTS, opcode("ld"), register, at(row()));
    }
    access.storage().loaded(to, register);
  }

  /** Stores an element of the row. */
  void store(Assembly to, String register, int element) {
    String place = place(to, element);
    to.add(opcode("st"), place, narrowed(to, register));
  }

  /** Stores the row's one element where a predicate holds. */
  void storeSharedWhere(Assembly to, String predicate, String register) {
    String stored = narrowed(to, register);
    to.addWhere(predicate, opcode("st"), at(row()), stored);
  }

  private String narrowed(Assembly to, String register) {
    return access.storage().narrowed(to, register, SPARE);
  }

  private String opcode(String kind) {
    return kind + ".global." + access.storage().access();
  }

  private String place(Assembly to, int element) {
    if (isSingle()) {
      return at(row());
    }
    to.add("mul.wide.s32", TensorAccess.DISTANCE, Stretch.column(element), access.stride(rowAxes));
    access.addDistance(to, ADDRESS, row());
    return at(ADDRESS);
  }

  private static String at(String address) {
    return "[" + address + "]";
  }
}
