// The host builds of kernels, found by name.
#pragma once

#include <string>
#include <vector>

#include "kernel_abi.h"

namespace cudasim {

struct Parameter {
  ParameterType type;
  std::string name;
  bool restricted;    // the pointer is restrict
  int offsetIndex;    // of the parameter NAME_offset that belongs to a pointer, or -1

  bool isPointer() const { return type.elementBytes != 0; }
};

struct Kernel {
  const KernelBuild* build;
  std::vector<Parameter> parameters;

  int lanes() const { return build->lanes[0] * build->lanes[1] * build->lanes[2]; }
};

// Null where no module has a kernel of that name. Reads the modules of CUDASIM_KERNELS when they are first needed.
const Kernel* findKernel(const std::string& name);

}  // namespace cudasim
