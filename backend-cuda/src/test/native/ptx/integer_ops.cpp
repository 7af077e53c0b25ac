// Arithmetic on integers. It wraps, as the ISA says.
#include <limits>
#include <type_traits>

#include "group.h"
#include "lanes.h"
#include "opcodes.h"

namespace cudasim::ptx {
namespace {

struct Add {
  template <class T>
  static T of(T a, T b) {
    using U = std::make_unsigned_t<T>;
    return static_cast<T>(static_cast<U>(static_cast<U>(a) + static_cast<U>(b)));
  }
};

struct Subtract {
  template <class T>
  static T of(T a, T b) {
    using U = std::make_unsigned_t<T>;
    return static_cast<T>(static_cast<U>(static_cast<U>(a) - static_cast<U>(b)));
  }
};

template <class T>
struct Twice;
template <> struct Twice<int16_t> { using Type = int32_t; };
template <> struct Twice<uint16_t> { using Type = uint32_t; };
template <> struct Twice<int32_t> { using Type = int64_t; };
template <> struct Twice<uint32_t> { using Type = uint64_t; };
template <> struct Twice<int64_t> { using Type = __int128; };
template <> struct Twice<uint64_t> { using Type = unsigned __int128; };

template <class T>
typename Twice<T>::Type wideProduct(T a, T b) {
  using Wide = typename Twice<T>::Type;
  return static_cast<Wide>(a) * static_cast<Wide>(b);
}

struct MultiplyLow {
  template <class T>
  static T of(T a, T b) { return static_cast<T>(wideProduct(a, b)); }
};

struct MultiplyHigh {
  template <class T>
  static T of(T a, T b) { return static_cast<T>(wideProduct(a, b) >> (8 * sizeof(T))); }
};

struct MultiplyAddLow {
  template <class T>
  static T of(T a, T b, T c) { return Add::of(MultiplyLow::of(a, b), c); }
};

struct MultiplyAddHigh {
  template <class T>
  static T of(T a, T b, T c) { return Add::of(MultiplyHigh::of(a, b), c); }
};

struct Negate {
  template <class T>
  static T of(T a) { return Subtract::of(T{0}, a); }
};

struct Absolute {
  template <class T>
  static T of(T a) { return a < 0 ? Negate::of(a) : a; }
};

struct Minimum {
  template <class T>
  static T of(T a, T b) { return b < a ? b : a; }
};

struct Maximum {
  template <class T>
  static T of(T a, T b) { return a < b ? b : a; }
};

// The ISA leaves a division by zero open; no kernel may count on what comes out.
template <class T, bool REMAINDER>
void divide(const Instruction& self, Warp& warp, LaneMask lanes) {
  T* result = warp.lanes<T>(self.operand[0]);
  const T* a = warp.lanes<T>(self.operand[1]);
  const T* b = warp.lanes<T>(self.operand[2]);
  forLanes(lanes, [&](int lane) {
    if (b[lane] == 0) warp.group.fail(warp, lane, CUDA_ERROR_LAUNCH_FAILED, "a division by zero");
    bool overflows = std::is_signed_v<T> && b[lane] == static_cast<T>(-1);
    if (overflows) {
      result[lane] = REMAINDER ? T{0} : Negate::of(a[lane]);
    } else {
      result[lane] = static_cast<T>(REMAINDER ? a[lane] % b[lane] : a[lane] / b[lane]);
    }
  });
}

template <class T>
void multiplyWide(const Instruction& self, Warp& warp, LaneMask lanes) {
  using Wide = typename Twice<T>::Type;
  Wide* result = warp.lanes<Wide>(self.operand[0]);
  const T* a = warp.lanes<T>(self.operand[1]);
  const T* b = warp.lanes<T>(self.operand[2]);
  eachLane(lanes, result, [=](int lane) { return wideProduct(a[lane], b[lane]); });
}

template <class T>
void multiplyAddWide(const Instruction& self, Warp& warp, LaneMask lanes) {
  using Wide = typename Twice<T>::Type;
  Wide* result = warp.lanes<Wide>(self.operand[0]);
  const T* a = warp.lanes<T>(self.operand[1]);
  const T* b = warp.lanes<T>(self.operand[2]);
  const Wide* c = warp.lanes<Wide>(self.operand[3]);
  eachLane(lanes, result, [=](int lane) { return Add::of(wideProduct(a[lane], b[lane]), c[lane]); });
}

template <class T>
void addType(OpcodeTable& table, const std::string& type) {
  constexpr int BYTES = sizeof(T);
  const std::vector<OperandForm> two = {target(BYTES), source(BYTES)};
  const std::vector<OperandForm> three = {target(BYTES), source(BYTES), source(BYTES)};
  const std::vector<OperandForm> four = {target(BYTES), source(BYTES), source(BYTES), source(BYTES)};
  table.add("add" + type, {binary<T, Add>, three});
  table.add("sub" + type, {binary<T, Subtract>, three});
  table.add("mul.lo" + type, {binary<T, MultiplyLow>, three});
  table.add("mul.hi" + type, {binary<T, MultiplyHigh>, three});
  table.add("mad.lo" + type, {ternary<T, MultiplyAddLow>, four});
  table.add("mad.hi" + type, {ternary<T, MultiplyAddHigh>, four});
  table.add("div" + type, {divide<T, false>, three});
  table.add("rem" + type, {divide<T, true>, three});
  table.add("min" + type, {binary<T, Minimum>, three});
  table.add("max" + type, {binary<T, Maximum>, three});
  if constexpr (std::is_signed_v<T>) {
    table.add("neg" + type, {unary<T, Negate>, two});
    table.add("abs" + type, {unary<T, Absolute>, two});
  }
  if constexpr (BYTES < 8) {
    table.add("mul.wide" + type, {multiplyWide<T>, {target(2 * BYTES), source(BYTES), source(BYTES)}});
    table.add("mad.wide" + type,
              {multiplyAddWide<T>, {target(2 * BYTES), source(BYTES), source(BYTES), source(2 * BYTES)}});
  }
}

}  // namespace

void addIntegerOps(OpcodeTable& table) {
  addType<uint16_t>(table, ".u16");
  addType<int16_t>(table, ".s16");
  addType<uint32_t>(table, ".u32");
  addType<int32_t>(table, ".s32");
  addType<uint64_t>(table, ".u64");
  addType<int64_t>(table, ".s64");
}

}  // namespace cudasim::ptx
