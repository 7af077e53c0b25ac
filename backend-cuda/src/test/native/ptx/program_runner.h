// Runs the groups of a launch by interpreting its program.
#pragma once

#include "../launch_progress.h"

namespace cudasim::ptx {

// Runs groups until none is left or one fails, on the calling thread.
void runGroups(LaunchProgress& progress);

}  // namespace cudasim::ptx
