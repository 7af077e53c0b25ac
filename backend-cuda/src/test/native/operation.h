// One piece of work for the device: queued in a stream, or a node of a graph.
#pragma once

#include <functional>

#include "cuda_types.h"
#include "fault.h"

namespace cudasim {

struct Operation {
  CUgraphNodeType kind;
  std::function<Fault()> run;
};

}  // namespace cudasim
