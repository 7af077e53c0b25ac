package dev.trine.cuda.ptx;

import dev.trine.kernels.MapForm.Tensor;
import dev.trine.kernels.MapForm.Walk;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How one tensor is reached. Addresses have 64 bits. Nothing is read through the cache that sees no
 * writes, since an input may be an output too.
 *
 * @param name the prefix of its parameters and registers
 * @param axes of the grid
 */
record TensorAccess(String name, Tensor tensor, int axes) {
  /** Elements, then bytes, from a tensor's start. */
  static final String DISTANCE = "%distance";

  boolean is(Walk walk) {
    return tensor.walk() == walk;
  }

  /** Its parameters in front of all numbers. */
  List<String> memory() {
    return List.of(name, name + "_offset");
  }

  /** Its parameters behind all other numbers. */
  List<String> strides() {
    return is(Walk.STRIDED)
        ? IntStream.range(0, axes).mapToObj(axis -> name + "_stride" + axis).toList()
        : List.of();
  }

  void declareRegisters(Assembly to) {
    Stream.concat(Stream.of(start()), Quad.elements().mapToObj(this::address))
        .distinct()
        .forEach(register -> to.declare(".b64", register));
    strides().forEach(stride -> to.declare(".b32", "%" + stride));
  }

  /** Once: where it starts, and its strides. */
  void prepare(Assembly to) {
    to.add("ld.param.u64", start(), "[" + memory().get(0) + "]");
    to.add("cvta.to.global.u64", start(), start());
    to.add("ld.param.u64", DISTANCE, "[" + memory().get(1) + "]");
    addDistance(to, start(), start());
    strides().forEach(stride -> to.add("ld.param.u32", "%" + stride, "[" + stride + "]"));
  }

  /** The address of the quad, if dense. */
  void locateQuad(Assembly to) {
    to.add("mad.wide.u32", address(0), Quad.FIRST, storage().bytes(), start());
  }

  /** The address of one element, if strided, by the present coordinates. */
  void locate(Assembly to, int element) {
    locate(to, address(element), axes);
  }

  /** The address of what the present coordinates along the first axes name, if strided. */
  void locate(Assembly to, String address, int along) {
    to.add("mul.wide.s32", DISTANCE, Coordinates.at(0), stride(0));
    for (int axis = 1; axis < along; axis++) {
      to.add("mad.wide.s32", DISTANCE, Coordinates.at(axis), stride(axis), DISTANCE);
    }
    addDistance(to, address, start());
  }

  /** The register with the stride along an axis. */
  String stride(int axis) {
    return "%" + strides().get(axis);
  }

  /** An address that is so many elements from another. */
  void addDistance(Assembly to, String address, String from) {
    to.add("shl.b64", DISTANCE, DISTANCE, Integer.numberOfTrailingZeros(storage().bytes()));
    to.add("add.s64", address, from, DISTANCE);
  }

  /** Loads the only element of a single one. */
  void loadSingle(Assembly to, String register) {
    to.add("ld.global." + storage().access(), register, place(0));
    storage().loaded(to, register);
  }

  /** Loads an element of a quad; one that does not exist becomes equal to the one before it. */
  void load(Assembly to, List<String> registers, int element) {
    String register = registers.get(element);
    if (element > 0) {
      to.add("mov.b32", register, registers.get(element - 1));
    }
    Quad.addWhereExists(to, element, "ld.global." + storage().access(), register, place(element));
    storage().loaded(to, register);
  }

  /** Loads a quad in one piece. */
  void loadQuad(Assembly to, List<String> registers) {
    to.add("ld.global.v4." + storage().access(), vector(registers), place(0));
    registers.forEach(register -> storage().loaded(to, register));
  }

  /** Stores an element of a quad if it exists. */
  void store(Assembly to, List<String> registers, int element) {
    String stored = narrowed(to, registers, element);
    Quad.addWhereExists(to, element, "st.global." + storage().access(), place(element), stored);
  }

  /** Stores an element of a quad, of which some may be left out. */
  void storeKept(Assembly to, List<String> registers, int element) {
    String stored = narrowed(to, registers, element);
    Quad.addWhereKept(to, element, "st.global." + storage().access(), place(element), stored);
  }

  /** Stores a quad in one piece. */
  void storeQuad(Assembly to, List<String> registers) {
    List<String> stored = Quad.elements().mapToObj(e -> narrowed(to, registers, e)).toList();
    to.add("st.global.v4." + storage().access(), place(0), vector(stored));
  }

  private String narrowed(Assembly to, List<String> registers, int element) {
    return storage().narrowed(to, registers.get(element), Quad.spare(element));
  }

  Storage storage() {
    return Storage.of(tensor.type());
  }

  /** The register with its start. */
  String start() {
    return "%" + name;
  }

  private String place(int element) {
    int further = is(Walk.DENSE) ? element * storage().bytes() : 0;
    return "[" + address(element) + "+" + further + "]";
  }

  /** The register with an element's address, less what is known ahead. */
  private String address(int element) {
    return switch (tensor.walk()) {
      case SINGLE -> start();
      case DENSE -> start() + "_quad";
      case STRIDED -> start() + "_" + element;
    };
  }

  private static String vector(List<String> registers) {
    return "{" + String.join(", ", registers) + "}";
  }
}
