// Graphs made by capture. Their operations hold copies of every parameter, so a launch repeats what was captured.
#pragma once

#include <deque>
#include <memory>

#include "cuda_types.h"
#include "operation.h"

namespace cudasim {

struct Graph {
  // In the order of submission, which respects every dependency. A deque, because the address of an operation is the
  // handle of its node.
  std::deque<Operation> operations;
};

CUgraph publishGraph(std::unique_ptr<Graph> graph);

}  // namespace cudasim
