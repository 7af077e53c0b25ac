// cvt, between all number formats, and cvta, between addresses of one space and of all.
#include <cmath>
#include <limits>

#include "address_space.h"
#include "floats.h"
#include "lanes.h"
#include "number_formats.h"
#include "opcodes.h"

namespace cudasim::ptx {
namespace {

// A narrow value in a wider register is in its low bits; a result there gets its sign along.
template <class To, class From, class Convert>
void convertEachLane(const Instruction& self, Warp& warp, LaneMask lanes, Convert convert) {
  forLanes(lanes, [&](int lane) {
    To converted = convert(static_cast<From>(warp.value(self.operand[1], lane)));
    warp.setValue(self.operand[0], lane, static_cast<uint64_t>(converted));
  });
}

// The same, fast where the registers are as wide as the values.
template <class To, class From, class Convert>
void convertLanes(const Instruction& self, Warp& warp, LaneMask lanes, Convert convert) {
  const Register& result = self.operand[0];
  const Register& operand = self.operand[1];
  if (result.bytes != sizeof(To) || operand.bytes != sizeof(From)) {
    convertEachLane<To, From>(self, warp, lanes, convert);
    return;
  }
  const From* a = warp.lanes<From>(operand);
  eachLane(lanes, warp.lanes<To>(result), [=](int lane) { return convert(a[lane]); });
}

// Between bounds that hold for both types.
template <class To, class From>
To clamped(From a) {
  __int128 value = a;
  __int128 least = std::numeric_limits<To>::min();
  __int128 most = std::numeric_limits<To>::max();
  return static_cast<To>(value < least ? least : value > most ? most : value);
}

template <class To, class From>
void integerToInteger(const Instruction& self, Warp& warp, LaneMask lanes) {
  convertLanes<To, From>(self, warp, lanes, [](From a) { return static_cast<To>(a); });
}

// Too rare to be worth wide instructions.
template <class To, class From>
void clampInteger(const Instruction& self, Warp& warp, LaneMask lanes) {
  convertEachLane<To, From>(self, warp, lanes, [](From a) { return clamped<To>(a); });
}

template <class From>
void integerToFloat(const Instruction& self, Warp& warp, LaneMask lanes) {
  convertLanes<uint32_t, From>(self, warp, lanes, [](From a) { return bitsOf(static_cast<float>(a)); });
}

// To an integer within float.
enum class Integral { NEAREST, ZERO, DOWN, UP };

template <Integral MODE>
float integral(float a) {
  switch (MODE) {
    case Integral::NEAREST: return std::nearbyint(a);  // ties to even
    case Integral::ZERO: return std::trunc(a);
    case Integral::DOWN: return std::floor(a);
    default: return std::ceil(a);
  }
}

template <class To>
To nearestInRange(float a) {
  if (a != a) return sizeof(To) == 8 ? static_cast<To>(1ull << 63) : To{0};
  // The bounds as floats: the greatest integer may lie above every float below it.
  if (a >= std::ldexp(1.0f, std::numeric_limits<To>::digits)) return std::numeric_limits<To>::max();
  if (a <= static_cast<float>(std::numeric_limits<To>::min())) return std::numeric_limits<To>::min();
  return static_cast<To>(a);
}

// The instruction's literal says which modifiers a conversion from float has.
constexpr int64_t FTZ = 1;
constexpr int64_t SAT = 2;

template <class To, Integral MODE>
void floatToInteger(const Instruction& self, Warp& warp, LaneMask lanes) {
  bool flushes = (self.literal & FTZ) != 0;
  convertLanes<To, uint32_t>(self, warp, lanes, [=](uint32_t bits) {
    float a = floatOf(bits);
    return nearestInRange<To>(integral<MODE>(flushes ? flushed(a) : a));
  });
}

template <class Round>
void floatToFloat(const Instruction& self, Warp& warp, LaneMask lanes) {
  bool flushes = (self.literal & FTZ) != 0;
  bool saturates = (self.literal & SAT) != 0;
  convertLanes<uint32_t, uint32_t>(self, warp, lanes, [=](uint32_t bits) {
    float a = floatOf(bits);
    float rounded = canonical(Round::of(flushes ? flushed(a) : a));
    return bitsOf(saturates ? saturated(rounded) : rounded);
  });
}

template <Integral MODE>
struct ToIntegral {
  static float of(float a) { return integral<MODE>(a); }
};

struct Unrounded {
  static float of(float a) { return a; }
};

template <float (*CONVERT)(uint16_t)>
void narrowToFloat(const Instruction& self, Warp& warp, LaneMask lanes) {
  convertLanes<uint32_t, uint16_t>(self, warp, lanes, [](uint16_t bits) { return bitsOf(canonical(CONVERT(bits))); });
}

template <uint16_t (*CONVERT)(float)>
void floatToNarrow(const Instruction& self, Warp& warp, LaneMask lanes) {
  convertLanes<uint16_t, uint32_t>(self, warp, lanes, [](uint32_t bits) { return CONVERT(floatOf(bits)); });
}

// Two floats to one register: the first is the upper half.
template <uint16_t (*CONVERT)(float)>
void floatsToPair(const Instruction& self, Warp& warp, LaneMask lanes) {
  const float* a = warp.lanes<float>(self.operand[1]);
  const float* b = warp.lanes<float>(self.operand[2]);
  uint32_t* result = warp.lanes<uint32_t>(self.operand[0]);
  forLanes(lanes, [&](int lane) {
    result[lane] = static_cast<uint32_t>(CONVERT(a[lane])) << 16 | CONVERT(b[lane]);
  });
}

void toTf32(const Instruction& self, Warp& warp, LaneMask lanes) {
  convertLanes<uint32_t, uint32_t>(self, warp, lanes, [](uint32_t bits) { return floatToTf32(floatOf(bits)); });
}

template <AddressSpace SPACE, bool TO_SPACE>
void convertAddress(const Instruction& self, Warp& warp, LaneMask lanes) {
  convertLanes<uint64_t, uint64_t>(self, warp, lanes, [](uint64_t address) {
    return TO_SPACE ? address - windowOf(SPACE) : address + windowOf(SPACE);
  });
}

std::vector<OperandForm> forms(int to, int from) { return {widening(target(to)), widening(source(from))}; }

template <class To, class From>
void addIntegers(OpcodeTable& table, const std::string& to, const std::string& from) {
  const auto form = forms(sizeof(To), sizeof(From));
  table.add("cvt" + to + from, {integerToInteger<To, From>, form});
  table.add("cvt.sat" + to + from, {clampInteger<To, From>, form});
}

template <class To>
void addIntegersTo(OpcodeTable& table, const std::string& to) {
  addIntegers<To, uint8_t>(table, to, ".u8");
  addIntegers<To, int8_t>(table, to, ".s8");
  addIntegers<To, uint16_t>(table, to, ".u16");
  addIntegers<To, int16_t>(table, to, ".s16");
  addIntegers<To, uint32_t>(table, to, ".u32");
  addIntegers<To, int32_t>(table, to, ".s32");
  addIntegers<To, uint64_t>(table, to, ".u64");
  addIntegers<To, int64_t>(table, to, ".s64");
}

template <class To, Integral MODE>
void addFromFloat(OpcodeTable& table, const std::string& mode, const std::string& to) {
  Opcode opcode{floatToInteger<To, MODE>, forms(sizeof(To), 4)};
  table.add("cvt" + mode + to + ".f32", opcode);
  opcode.literal = FTZ;
  table.add("cvt" + mode + ".ftz" + to + ".f32", opcode);
}

template <class T>
void addFloatAnd(OpcodeTable& table, const std::string& type) {
  addFromFloat<T, Integral::NEAREST>(table, ".rni", type);
  addFromFloat<T, Integral::ZERO>(table, ".rzi", type);
  addFromFloat<T, Integral::DOWN>(table, ".rmi", type);
  addFromFloat<T, Integral::UP>(table, ".rpi", type);
  table.add("cvt.rn.f32" + type, {integerToFloat<T>, forms(4, sizeof(T))});
}

template <class T>
void addInteger(OpcodeTable& table, const std::string& type) {
  addIntegersTo<T>(table, type);
  addFloatAnd<T>(table, type);
}

template <class Round>
void addFloatToFloat(OpcodeTable& table, const std::string& mode) {
  Opcode opcode{floatToFloat<Round>, forms(4, 4)};
  const std::pair<const char*, int64_t> modifiers[] = {{"", 0}, {".ftz", FTZ}, {".sat", SAT}, {".ftz.sat", FTZ | SAT}};
  for (const auto& each : modifiers) {
    opcode.literal = each.second;
    table.add("cvt" + mode + each.first + ".f32.f32", opcode);
  }
}

template <AddressSpace SPACE>
void addAddresses(OpcodeTable& table, const std::string& space) {
  table.add("cvta" + space + ".u64", {convertAddress<SPACE, false>, {target(8), source(8)}});
  table.add("cvta.to" + space + ".u64", {convertAddress<SPACE, true>, {target(8), source(8)}});
}

}  // namespace

void addConversions(OpcodeTable& table) {
  addInteger<uint8_t>(table, ".u8");
  addInteger<int8_t>(table, ".s8");
  addInteger<uint16_t>(table, ".u16");
  addInteger<int16_t>(table, ".s16");
  addInteger<uint32_t>(table, ".u32");
  addInteger<int32_t>(table, ".s32");
  addInteger<uint64_t>(table, ".u64");
  addInteger<int64_t>(table, ".s64");

  addFloatToFloat<Unrounded>(table, "");
  addFloatToFloat<ToIntegral<Integral::NEAREST>>(table, ".rni");
  addFloatToFloat<ToIntegral<Integral::ZERO>>(table, ".rzi");
  addFloatToFloat<ToIntegral<Integral::DOWN>>(table, ".rmi");
  addFloatToFloat<ToIntegral<Integral::UP>>(table, ".rpi");

  table.add("cvt.f32.f16", {narrowToFloat<halfToFloat>, forms(4, 2)});
  table.add("cvt.f32.bf16", {narrowToFloat<bfloatToFloat>, forms(4, 2)});
  table.add("cvt.rn.f16.f32", {floatToNarrow<floatToHalf>, forms(2, 4)});
  table.add("cvt.rn.bf16.f32", {floatToNarrow<floatToBfloat>, forms(2, 4)});
  table.add("cvt.rn.f16x2.f32", {floatsToPair<floatToHalf>, {target(4), source(4), source(4)}});
  table.add("cvt.rn.bf16x2.f32", {floatsToPair<floatToBfloat>, {target(4), source(4), source(4)}});
  table.add("cvt.rna.tf32.f32", {toTf32, {target(4), source(4)}});

  addAddresses<AddressSpace::GLOBAL>(table, ".global");
  addAddresses<AddressSpace::SHARED>(table, ".shared");
  addAddresses<AddressSpace::LOCAL>(table, ".local");
  addAddresses<AddressSpace::CONSTANT>(table, ".const");
}

}  // namespace cudasim::ptx
