// Loops over the lanes of a warp, in a form that the compiler turns into wide instructions.
#pragma once

#include "warp.h"

namespace cudasim::ptx {

inline bool has(LaneMask lanes, int lane) { return (lanes >> lane & 1) != 0; }

// result[lane] = compute(lane) for the lanes of the mask. `compute` also runs for the others: it must not depend on
// them being sensible.
template <class T, class Compute>
inline void eachLane(LaneMask lanes, T* result, Compute compute) {
  if (lanes == ALL_LANES) {
    for (int lane = 0; lane < WARP_SIZE; lane++) result[lane] = compute(lane);
  } else {
    for (int lane = 0; lane < WARP_SIZE; lane++) {
      T computed = compute(lane);
      result[lane] = has(lanes, lane) ? computed : result[lane];
    }
  }
}

// A predicate: compute(lane) as a bit.
template <class Compute>
inline LaneMask maskOf(Compute compute) {
  LaneMask mask = 0;
  for (int lane = 0; lane < WARP_SIZE; lane++) mask |= static_cast<LaneMask>(compute(lane) ? 1 : 0) << lane;
  return mask;
}

inline void setBits(LaneMask& bits, LaneMask lanes, LaneMask value) { bits = (bits & ~lanes) | (value & lanes); }

// visit(lane) for the lanes of the mask only.
template <class Visit>
inline void forLanes(LaneMask lanes, Visit visit) {
  for (; lanes != 0; lanes &= lanes - 1) visit(__builtin_ctz(lanes));
}

template <class T, class F>
void unary(const Instruction& self, Warp& warp, LaneMask lanes) {
  T* result = warp.lanes<T>(self.operand[0]);
  const T* a = warp.lanes<T>(self.operand[1]);
  eachLane(lanes, result, [=](int lane) { return static_cast<T>(F::of(a[lane])); });
}

template <class T, class F>
void binary(const Instruction& self, Warp& warp, LaneMask lanes) {
  T* result = warp.lanes<T>(self.operand[0]);
  const T* a = warp.lanes<T>(self.operand[1]);
  const T* b = warp.lanes<T>(self.operand[2]);
  eachLane(lanes, result, [=](int lane) { return static_cast<T>(F::of(a[lane], b[lane])); });
}

template <class T, class F>
void ternary(const Instruction& self, Warp& warp, LaneMask lanes) {
  T* result = warp.lanes<T>(self.operand[0]);
  const T* a = warp.lanes<T>(self.operand[1]);
  const T* b = warp.lanes<T>(self.operand[2]);
  const T* c = warp.lanes<T>(self.operand[3]);
  eachLane(lanes, result, [=](int lane) { return static_cast<T>(F::of(a[lane], b[lane], c[lane])); });
}

}  // namespace cudasim::ptx
