// How instructions get at memory.
#pragma once

#include "group.h"
#include "lanes.h"

namespace cudasim::ptx {

// The first or second address that an instruction names, for a lane; `base` is the register that it starts from. One
// of 32 bits wraps as the hardware's does, so that [-4 + 4] is 0.
inline uint64_t addressOf(const Instruction& self, const Register& base, Warp& warp, int lane, int which = 0) {
  uint64_t address = warp.value(base, lane) + self.offset[which];
  return base.bytes == 4 ? static_cast<uint32_t>(address) : address;
}

}  // namespace cudasim::ptx
