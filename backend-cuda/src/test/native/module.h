// Modules: PTX text says which entries there are, host builds say what they do.
#pragma once

#include <string>

#include "cuda_types.h"
#include "kernel.h"
#include "ptx.h"

namespace cudasim {

struct Function {
  PtxEntry entry;
  int ptxVersion;
  const Kernel* kernel;  // null where no host build has it
};

// Null where the handle is no function of a loaded module.
Function* findFunction(CUfunction handle);

}  // namespace cudasim
