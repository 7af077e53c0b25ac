#include "graph_order.h"

#include <algorithm>

#include "launch_order.h"

namespace cudasim {
namespace {

// Nodes are numbered by capture, and every edge leads from a lower number to a higher one.
size_t choose(const std::vector<size_t>& ready, LaneOrder kind, OrderRandom& random) {
  if (kind == LaneOrder::FORWARD) return *std::min_element(ready.begin(), ready.end());
  if (kind == LaneOrder::REVERSE) return *std::max_element(ready.begin(), ready.end());
  return ready[random.below(ready.size())];
}

}  // namespace

std::vector<size_t> chooseOrder(const GraphNodes& nodes) {
  std::vector<size_t> order;
  if (nodes.empty()) return order;
  const LaunchOrder launch(nodes.size());
  OrderRandom random = launch.randomFor(0);
  std::vector<size_t> ready;
  std::vector<size_t> missing(nodes.size());  // how many nodes each still waits for
  std::vector<std::vector<size_t>> waiting(nodes.size());  // the nodes that wait for each
  for (size_t i = 0; i < nodes.size(); i++) {
    missing[i] = nodes[i].after.size();
    if (missing[i] == 0) ready.push_back(i);
    for (size_t each : nodes[i].after) waiting[each].push_back(i);
  }
  while (!ready.empty()) {
    size_t next = choose(ready, launch.kind(), random);
    ready.erase(std::find(ready.begin(), ready.end(), next));
    order.push_back(next);
    for (size_t each : waiting[next]) {
      if (--missing[each] == 0) ready.push_back(each);
    }
  }
  return order;
}

}  // namespace cudasim
