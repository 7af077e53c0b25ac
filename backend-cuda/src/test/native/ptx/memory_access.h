// How instructions get at memory.
#pragma once

#include "group.h"
#include "lanes.h"

namespace cudasim::ptx {

// The first or second address that an instruction names, for a lane; `base` is the register that it starts from.
inline uint64_t addressOf(const Instruction& self, const Register& base, Warp& warp, int lane, int which = 0) {
  return warp.value(base, lane) + self.offset[which];
}

}  // namespace cudasim::ptx
