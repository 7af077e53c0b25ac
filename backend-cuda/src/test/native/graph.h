// Graphs made by capture. Their operations hold copies of every parameter, so a launch repeats what was captured.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <vector>

#include "cuda_types.h"
#include "operation.h"

namespace cudasim {

struct GraphNode {
  Operation operation;
  std::vector<size_t> after;  // the edges: the numbers of the nodes that it waits for, which were captured earlier
};

// In the order of capture. A deque, because the address of a node is its handle.
using GraphNodes = std::deque<GraphNode>;

struct Graph {
  GraphNodes nodes;
};

CUgraph publishGraph(std::unique_ptr<Graph> graph);

}  // namespace cudasim
