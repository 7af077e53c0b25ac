// One launch of a kernel, with its parameters frozen.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "fault.h"
#include "kernel.h"
#include "ptx/program.h"

namespace cudasim {

struct Context;

struct Launch {
  std::string name;
  const Kernel* kernel;  // the host build; null where there is none, and then there is a program
  std::shared_ptr<const ptx::Program> program;  // the PTX, where that is executed
  int device;
  int groups[3];
  int lanes[3];
  std::vector<uint64_t> values;         // for a host build: a slot for each parameter, whatever its size
  std::vector<uint8_t> parameterBlock;  // for PTX: the parameters as they lie in its parameter space
  uint32_t openSharedBytes;

  uint64_t groupCount() const { return uint64_t(groups[0]) * uint64_t(groups[1]) * uint64_t(groups[2]); }
};

// Whether the memory that the parameters name can be used as the kernel declares it. Checked each time a launch runs,
// because a graph may outlive the memory it was captured with.
Fault checkMemory(const Launch& launch, const Context& context);

// Whether the launch wrote just outside of the memory it was given.
Fault checkDamage(const Launch& launch);

}  // namespace cudasim
