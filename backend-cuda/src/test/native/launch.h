// One launch of a kernel, with its parameters frozen.
#pragma once

#include <cstdint>
#include <vector>

#include "fault.h"
#include "kernel.h"

namespace cudasim {

struct Context;

struct Launch {
  const Kernel* kernel;
  int groups[3];
  std::vector<uint64_t> values;  // a slot for each parameter, whatever its size

  uint64_t groupCount() const { return uint64_t(groups[0]) * uint64_t(groups[1]) * uint64_t(groups[2]); }
};

// Whether the memory that the parameters name can be used as the kernel declares it. Checked each time a launch runs,
// because a graph may outlive the memory it was captured with.
Fault checkMemory(const Launch& launch, const Context& context);

// Whether the launch wrote just outside of the memory it was given.
Fault checkDamage(const Launch& launch);

}  // namespace cudasim
