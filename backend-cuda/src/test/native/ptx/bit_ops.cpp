// Operations on bits, and on predicates, which are bits too.
#include <algorithm>

#include "lanes.h"
#include "opcodes.h"

namespace cudasim::ptx {
namespace {

struct And {
  template <class T>
  static T of(T a, T b) { return static_cast<T>(a & b); }
};

struct Or {
  template <class T>
  static T of(T a, T b) { return static_cast<T>(a | b); }
};

struct Xor {
  template <class T>
  static T of(T a, T b) { return static_cast<T>(a ^ b); }
};

struct Not {
  template <class T>
  static T of(T a) { return static_cast<T>(~a); }
};

// Shifts by more than the width leave nothing but zeros, or the sign.
template <class T>
T shiftedLeft(T a, uint32_t by) {
  return by >= 8 * sizeof(T) ? T{0} : static_cast<T>(a << by);
}

template <class T>
T shiftedRight(T a, uint32_t by) {
  return static_cast<T>(a >> std::min(by, static_cast<uint32_t>(8 * sizeof(T) - 1)) >>
                        (by >= 8 * sizeof(T) ? 1 : 0));
}

template <class T, bool LEFT>
void shift(const Instruction& self, Warp& warp, LaneMask lanes) {
  T* result = warp.lanes<T>(self.operand[0]);
  const T* a = warp.lanes<T>(self.operand[1]);
  const uint32_t* by = warp.lanes<uint32_t>(self.operand[2]);
  eachLane(lanes, result, [=](int lane) {
    return LEFT ? shiftedLeft(a[lane], by[lane]) : shiftedRight(a[lane], by[lane]);
  });
}

// 64 bits of two registers, high and low, shifted; WRAP takes the amount modulo 32, else more than 32 counts as 32.
template <bool LEFT, bool WRAP>
struct Funnel {
  static uint32_t of(uint32_t low, uint32_t high, uint32_t by) {
    uint32_t amount = WRAP ? by & 31 : std::min(by, 32u);
    uint64_t both = static_cast<uint64_t>(high) << 32 | low;
    return static_cast<uint32_t>(LEFT ? both << amount >> 32 : both >> amount);
  }
};

struct CountOnes {
  template <class T>
  static uint32_t of(T a) { return static_cast<uint32_t>(__builtin_popcountll(a)); }
};

struct LeadingZeros {
  template <class T>
  static uint32_t of(T a) {
    return a == 0 ? 8 * sizeof(T) : static_cast<uint32_t>(__builtin_clzll(a) - (64 - 8 * static_cast<int>(sizeof(T))));
  }
};

template <class T, class F>
void count(const Instruction& self, Warp& warp, LaneMask lanes) {
  uint32_t* result = warp.lanes<uint32_t>(self.operand[0]);
  const T* a = warp.lanes<T>(self.operand[1]);
  eachLane(lanes, result, [=](int lane) { return F::of(a[lane]); });
}

struct Reverse {
  template <class T>
  static T of(T a) {
    T reversed = 0;
    for (size_t i = 0; i < 8 * sizeof(T); i++) reversed = static_cast<T>(reversed << 1 | (a >> i & 1));
    return reversed;
  }
};

// `length` bits of a from `start` on, with their sign where T has one.
struct ExtractField {
  static uint32_t of(uint32_t a, uint32_t start, uint32_t length) {
    start &= 255;
    length &= 255;
    uint64_t bits = start < 32 ? a >> start : 0;
    return static_cast<uint32_t>(length >= 32 ? bits : bits & ((1ull << length) - 1));
  }
  static int32_t of(int32_t a, int32_t startBits, int32_t lengthBits) {
    uint32_t start = static_cast<uint32_t>(startBits) & 255;
    uint32_t length = static_cast<uint32_t>(lengthBits) & 255;
    if (length == 0) return 0;
    int64_t shifted = static_cast<int64_t>(a) >> std::min(start, 63u);
    return length >= 32 ? static_cast<int32_t>(shifted)
                        : static_cast<int32_t>(static_cast<int64_t>(static_cast<uint64_t>(shifted) << (64 - length)) >>
                                               (64 - length));
  }
};

// The lowest `length` bits of a in place of those of b from `start` on.
void insertField(const Instruction& self, Warp& warp, LaneMask lanes) {
  uint32_t* result = warp.lanes<uint32_t>(self.operand[0]);
  const uint32_t* a = warp.lanes<uint32_t>(self.operand[1]);
  const uint32_t* b = warp.lanes<uint32_t>(self.operand[2]);
  const uint32_t* start = warp.lanes<uint32_t>(self.operand[3]);
  const uint32_t* length = warp.lanes<uint32_t>(self.operand[4]);
  eachLane(lanes, result, [=](int lane) {
    uint32_t from = start[lane] & 255;
    uint32_t bits = length[lane] & 255;
    uint64_t field = bits >= 32 ? 0xffffffffu : (1ull << bits) - 1;
    uint64_t mask = from < 32 ? field << from : 0;
    uint64_t value = from < 32 ? static_cast<uint64_t>(a[lane]) << from : 0;
    return static_cast<uint32_t>((b[lane] & ~mask) | (value & mask));
  });
}

// Four bytes chosen from eight: of each digit of the selector, three bits choose and the fourth repeats the sign.
struct Permute {
  static uint32_t of(uint32_t a, uint32_t b, uint32_t selector) {
    uint64_t bytes = static_cast<uint64_t>(b) << 32 | a;
    uint32_t result = 0;
    for (int i = 0; i < 4; i++) {
      uint32_t digit = selector >> (4 * i) & 15;
      uint32_t byte = static_cast<uint32_t>(bytes >> (8 * (digit & 7)) & 255);
      if ((digit & 8) != 0) byte = (byte & 128) != 0 ? 255 : 0;
      result |= byte << (8 * i);
    }
    return result;
  }
};

// The literal is the truth table.
void anyOfThree(const Instruction& self, Warp& warp, LaneMask lanes) {
  uint32_t* result = warp.lanes<uint32_t>(self.operand[0]);
  const uint32_t* a = warp.lanes<uint32_t>(self.operand[1]);
  const uint32_t* b = warp.lanes<uint32_t>(self.operand[2]);
  const uint32_t* c = warp.lanes<uint32_t>(self.operand[3]);
  uint32_t table = static_cast<uint32_t>(self.literal);
  eachLane(lanes, result, [=](int lane) {
    uint32_t value = 0;
    for (uint32_t row = 0; row < 8; row++) {
      if ((table >> row & 1) == 0) continue;
      value |= ((row & 4) != 0 ? a[lane] : ~a[lane]) & ((row & 2) != 0 ? b[lane] : ~b[lane]) &
               ((row & 1) != 0 ? c[lane] : ~c[lane]);
    }
    return value;
  });
}

template <class F>
void predicates(const Instruction& self, Warp& warp, LaneMask lanes) {
  LaneMask value = F::of(warp.predicate(self.operand[1]), warp.predicate(self.operand[2]));
  setBits(warp.bits(self.operand[0]), lanes, value);
}

void notPredicate(const Instruction& self, Warp& warp, LaneMask lanes) {
  setBits(warp.bits(self.operand[0]), lanes, ~warp.predicate(self.operand[1]));
}

template <class T>
void addBits(OpcodeTable& table, const std::string& type) {
  constexpr int BYTES = sizeof(T);
  const std::vector<OperandForm> two = {target(BYTES), source(BYTES)};
  const std::vector<OperandForm> three = {target(BYTES), source(BYTES), source(BYTES)};
  table.add("and" + type, {binary<T, And>, three});
  table.add("or" + type, {binary<T, Or>, three});
  table.add("xor" + type, {binary<T, Xor>, three});
  table.add("not" + type, {unary<T, Not>, two});
  table.add("shl" + type, {shift<T, true>, {target(BYTES), source(BYTES), source(4)}});
  table.add("shr" + type, {shift<T, false>, {target(BYTES), source(BYTES), source(4)}});
  if constexpr (BYTES > 2) {
    table.add("popc" + type, {count<T, CountOnes>, {target(4), source(BYTES)}});
    table.add("clz" + type, {count<T, LeadingZeros>, {target(4), source(BYTES)}});
    table.add("brev" + type, {unary<T, Reverse>, two});
  }
}

template <class T>
void addRightShift(OpcodeTable& table, const std::string& type) {
  table.add("shr" + type, {shift<T, false>, {target(sizeof(T)), source(sizeof(T)), source(4)}});
}

}  // namespace

void addBitOps(OpcodeTable& table) {
  addBits<uint16_t>(table, ".b16");
  addBits<uint32_t>(table, ".b32");
  addBits<uint64_t>(table, ".b64");
  addRightShift<uint16_t>(table, ".u16");
  addRightShift<int16_t>(table, ".s16");
  addRightShift<uint32_t>(table, ".u32");
  addRightShift<int32_t>(table, ".s32");
  addRightShift<uint64_t>(table, ".u64");
  addRightShift<int64_t>(table, ".s64");

  const std::vector<OperandForm> words = {target(4), source(4), source(4), source(4)};
  table.add("shf.l.wrap.b32", {ternary<uint32_t, Funnel<true, true>>, words});
  table.add("shf.l.clamp.b32", {ternary<uint32_t, Funnel<true, false>>, words});
  table.add("shf.r.wrap.b32", {ternary<uint32_t, Funnel<false, true>>, words});
  table.add("shf.r.clamp.b32", {ternary<uint32_t, Funnel<false, false>>, words});
  table.add("bfe.u32", {ternary<uint32_t, ExtractField>, words});
  table.add("bfe.s32", {ternary<int32_t, ExtractField>, words});
  table.add("bfi.b32", {insertField, {target(4), source(4), source(4), source(4), source(4)}});
  table.add("prmt.b32", {ternary<uint32_t, Permute>, words});
  table.add("lop3.b32", {anyOfThree, {target(4), source(4), source(4), source(4), LITERAL}});

  const std::vector<OperandForm> three = {PREDICATE_TARGET, PREDICATE_SOURCE, PREDICATE_SOURCE};
  table.add("and.pred", {predicates<And>, three});
  table.add("or.pred", {predicates<Or>, three});
  table.add("xor.pred", {predicates<Xor>, three});
  table.add("not.pred", {notPredicate, {PREDICATE_TARGET, PREDICATE_SOURCE}});
}

}  // namespace cudasim::ptx
