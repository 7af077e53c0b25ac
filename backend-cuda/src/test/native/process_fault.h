// A fault after which CUDA does nothing more in the process, on any device and in any context made later.
#pragma once

#include "cuda_types.h"

namespace cudasim {

// Whether NVIDIA's headers say that the process must be ended after this result.
bool endsProcess(CUresult code);

// CUDA_SUCCESS where there was none.
CUresult processFault();

// The first one stays, and none is noted where CUDASIM_RECOVER says so.
void noteProcessFault(CUresult code);

// What only the end of a real process does.
void forgetProcessFault();

}  // namespace cudasim
