// The threads that run kernels. Never the calling thread: that one is the JVM's, whose stack and signals are its own.
#pragma once

#include "fault.h"
#include "launch.h"

namespace cudasim {

// Runs the launch to its end, on as many threads as CUDASIM_THREADS says.
Fault runOnWorkers(const Launch& launch);

}  // namespace cudasim
