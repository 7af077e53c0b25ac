// In which order the nodes of a graph run.
#pragma once

#include <cstddef>
#include <vector>

#include "graph.h"

namespace cudasim {

// One of the orders that the edges allow, as CUDASIM_ORDER says: that of the capture, the one that runs what was
// captured last as early as it can, or another random one for each launch.
std::vector<size_t> chooseOrder(const GraphNodes& nodes);

}  // namespace cudasim
