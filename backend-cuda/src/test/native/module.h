// Modules: PTX text says which entries there are; what they do, a host build or the text itself.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "cuda_types.h"
#include "kernel.h"
#include "ptx/program.h"

namespace cudasim {

struct Function {
  std::string name;
  std::vector<uint32_t> parameterBytes;
  uint32_t lanes[3];      // the most that a group may have, by PTX; 0 where it does not say
  uint32_t sharedBytes;
  int ptxVersion;
  const Kernel* kernel;   // null where no host build has it
  std::shared_ptr<const ptx::Program> program;  // where the text is to be executed: always, without a host build

  uint32_t mostLanes() const { return lanes[0] * lanes[1] * lanes[2]; }
};

// Null where the handle is no function of a loaded module.
Function* findFunction(CUfunction handle);

}  // namespace cudasim
