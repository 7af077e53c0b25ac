// setp, which compares, and selp, which chooses by the outcome.
#include "floats.h"
#include "lanes.h"
#include "opcodes.h"

namespace cudasim::ptx {
namespace {

struct Equal {
  template <class T>
  static bool of(T a, T b) { return a == b; }
};
struct NotEqual {
  template <class T>
  static bool of(T a, T b) { return a != b; }
};
struct Less {
  template <class T>
  static bool of(T a, T b) { return a < b; }
};
struct LessOrEqual {
  template <class T>
  static bool of(T a, T b) { return a <= b; }
};
struct Greater {
  template <class T>
  static bool of(T a, T b) { return a > b; }
};
struct GreaterOrEqual {
  template <class T>
  static bool of(T a, T b) { return a >= b; }
};

bool isNaN(float a) { return a != a; }

// "ne" of floats is false for NaN; "neu" and the like are true for it.
struct OrderedNotEqual {
  static bool of(float a, float b) { return !isNaN(a) && !isNaN(b) && a != b; }
};
template <class F>
struct OrUnordered {
  static bool of(float a, float b) { return isNaN(a) || isNaN(b) || F::of(a, b); }
};
struct BothNumbers {
  static bool of(float a, float b) { return !isNaN(a) && !isNaN(b); }
};
struct AnyNaN {
  static bool of(float a, float b) { return isNaN(a) || isNaN(b); }
};

template <class F>
struct Flushing {
  static bool of(float a, float b) { return F::of(flushed(a), flushed(b)); }
};

enum class Combination { NONE, AND, OR, XOR };

// The instruction's literal says how an outcome is combined with a third predicate.
LaneMask combined(const Instruction& self, LaneMask outcome, LaneMask other) {
  switch (static_cast<Combination>(self.literal)) {
    case Combination::AND: return outcome & other;
    case Combination::OR: return outcome | other;
    case Combination::XOR: return outcome ^ other;
    case Combination::NONE: break;
  }
  return outcome;
}

// p|q: q gets the opposite outcome, combined alike.
template <class T, class Compare>
void compare(const Instruction& self, Warp& warp, LaneMask lanes) {
  const T* a = warp.lanes<T>(self.operand[self.targets]);
  const T* b = warp.lanes<T>(self.operand[self.targets + 1]);
  LaneMask outcome = maskOf([=](int lane) { return Compare::of(a[lane], b[lane]); });
  bool combines = self.operands > self.targets + 2;
  LaneMask other = combines ? warp.predicate(self.operand[self.targets + 2]) : 0;
  setBits(warp.bits(self.operand[0]), lanes, combined(self, outcome, other));
  if (self.targets == 2) setBits(warp.bits(self.operand[1]), lanes, combined(self, ~outcome, other));
}

template <class T>
void select(const Instruction& self, Warp& warp, LaneMask lanes) {
  T* result = warp.lanes<T>(self.operand[0]);
  const T* a = warp.lanes<T>(self.operand[1]);
  const T* b = warp.lanes<T>(self.operand[2]);
  LaneMask first = warp.predicate(self.operand[3]);
  eachLane(lanes, result, [=](int lane) { return has(first, lane) ? a[lane] : b[lane]; });
  LaneMask known = (warp.written(self.operand[1]) & first) | (warp.written(self.operand[2]) & ~first);
  setBits(warp.written(self.operand[0]), lanes, known & warp.written(self.operand[3]));
}

constexpr OperandForm OUTCOME = {OperandForm::TARGET_PAIR, 0};

template <class T, class F>
void addComparison(OpcodeTable& table, const std::string& comparison, const std::string& type) {
  Opcode opcode{compare<T, F>, {OUTCOME, source(sizeof(T)), source(sizeof(T))}};
  table.add("setp." + comparison + type, opcode);
  opcode.forms.push_back(PREDICATE_SOURCE);
  const std::pair<const char*, Combination> combinations[] = {
      {".and", Combination::AND}, {".or", Combination::OR}, {".xor", Combination::XOR}};
  for (const auto& each : combinations) {
    opcode.literal = static_cast<int64_t>(each.second);
    table.add("setp." + comparison + each.first + type, opcode);
  }
}

template <class T>
void addOrder(OpcodeTable& table, const std::string& type) {
  addComparison<T, Equal>(table, "eq", type);
  addComparison<T, NotEqual>(table, "ne", type);
  addComparison<T, Less>(table, "lt", type);
  addComparison<T, LessOrEqual>(table, "le", type);
  addComparison<T, Greater>(table, "gt", type);
  addComparison<T, GreaterOrEqual>(table, "ge", type);
}

// The unsigned ones have second names.
template <class T>
void addUnsignedOrder(OpcodeTable& table, const std::string& type) {
  addOrder<T>(table, type);
  addComparison<T, Less>(table, "lo", type);
  addComparison<T, LessOrEqual>(table, "ls", type);
  addComparison<T, Greater>(table, "hi", type);
  addComparison<T, GreaterOrEqual>(table, "hs", type);
}

template <class T>
void addEquality(OpcodeTable& table, const std::string& type) {
  addComparison<T, Equal>(table, "eq", type);
  addComparison<T, NotEqual>(table, "ne", type);
}

template <class F>
void addFloat(OpcodeTable& table, const std::string& comparison) {
  addComparison<float, F>(table, comparison, ".f32");
  addComparison<float, Flushing<F>>(table, comparison, ".ftz.f32");
}

template <class T>
void addSelect(OpcodeTable& table, const std::string& type) {
  constexpr int BYTES = sizeof(T);
  Opcode opcode{select<T>, {target(BYTES), source(BYTES), source(BYTES), PREDICATE_SOURCE}};
  opcode.passesPoison = true;
  table.add("selp" + type, opcode);
}

}  // namespace

void addComparisons(OpcodeTable& table) {
  addUnsignedOrder<uint16_t>(table, ".u16");
  addUnsignedOrder<uint32_t>(table, ".u32");
  addUnsignedOrder<uint64_t>(table, ".u64");
  addOrder<int16_t>(table, ".s16");
  addOrder<int32_t>(table, ".s32");
  addOrder<int64_t>(table, ".s64");
  addEquality<uint16_t>(table, ".b16");
  addEquality<uint32_t>(table, ".b32");
  addEquality<uint64_t>(table, ".b64");

  addFloat<Equal>(table, "eq");
  addFloat<OrderedNotEqual>(table, "ne");
  addFloat<Less>(table, "lt");
  addFloat<LessOrEqual>(table, "le");
  addFloat<Greater>(table, "gt");
  addFloat<GreaterOrEqual>(table, "ge");
  addFloat<OrUnordered<Equal>>(table, "equ");
  addFloat<OrUnordered<NotEqual>>(table, "neu");
  addFloat<OrUnordered<Less>>(table, "ltu");
  addFloat<OrUnordered<LessOrEqual>>(table, "leu");
  addFloat<OrUnordered<Greater>>(table, "gtu");
  addFloat<OrUnordered<GreaterOrEqual>>(table, "geu");
  addFloat<BothNumbers>(table, "num");
  addFloat<AnyNaN>(table, "nan");

  for (const char* type : {".b16", ".u16", ".s16"}) addSelect<uint16_t>(table, type);
  for (const char* type : {".b32", ".u32", ".s32", ".f32"}) addSelect<uint32_t>(table, type);
  for (const char* type : {".b64", ".u64", ".s64"}) addSelect<uint64_t>(table, type);
}

}  // namespace cudasim::ptx
