// What went wrong on the simulated device, with a sentence that says where: CUDA itself would give only the code.
#pragma once

#include <string>

#include "cuda_types.h"

namespace cudasim {

struct Fault {
  CUresult code = CUDA_SUCCESS;
  std::string message;

  explicit operator bool() const { return code != CUDA_SUCCESS; }
};

Fault fault(CUresult code, const char* format, ...) __attribute__((format(printf, 2, 3)));

// Prints the sentence and keeps it for cudasim_last_fault; answers the code.
CUresult report(const Fault& what);

const char* lastFaultMessage();

}  // namespace cudasim
