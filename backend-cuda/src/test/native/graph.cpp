#include "graph.h"

#include <map>
#include <set>

#include "api_call.h"
#include "graph_order.h"
#include "stream.h"

namespace cudasim {
namespace {

std::set<Graph*>& liveGraphs() {
  static std::set<Graph*>& instance = *new std::set<Graph*>();
  return instance;
}

Graph* findGraph(CUgraph handle) {
  Graph* graph = reinterpret_cast<Graph*>(handle);
  return liveGraphs().count(graph) != 0 ? graph : nullptr;
}

// An instantiated graph is a copy: what happens to the graph afterwards does not concern it.
struct ExecutableGraph {
  std::shared_ptr<const GraphNodes> nodes;
};

std::set<ExecutableGraph*>& liveExecutables() {
  static std::set<ExecutableGraph*>& instance = *new std::set<ExecutableGraph*>();
  return instance;
}

ExecutableGraph* findExecutable(CUgraphExec handle) {
  ExecutableGraph* executable = reinterpret_cast<ExecutableGraph*>(handle);
  return liveExecutables().count(executable) != 0 ? executable : nullptr;
}

Operation launchOf(std::shared_ptr<const GraphNodes> nodes) {
  return {CU_GRAPH_NODE_TYPE_GRAPH, [nodes]() -> Fault {
            for (size_t each : chooseOrder(*nodes)) {
              if (Fault failed = (*nodes)[each].operation.run()) return failed;
            }
            return Fault();
          }};
}

}  // namespace

CUgraph publishGraph(std::unique_ptr<Graph> graph) {
  liveGraphs().insert(graph.get());
  return reinterpret_cast<CUgraph>(graph.release());
}

}  // namespace cudasim

using namespace cudasim;

// JCuda's cuGraphInstantiate calls this one.
API CUresult cuGraphInstantiateWithFlags(CUgraphExec* instantiated, CUgraph handle, unsigned long long flags) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  Graph* graph = findGraph(handle);
  if (graph == nullptr || instantiated == nullptr || flags != 0) return CUDA_ERROR_INVALID_VALUE;
  ExecutableGraph* made = new ExecutableGraph{std::make_shared<const GraphNodes>(graph->nodes)};
  liveExecutables().insert(made);
  *instantiated = reinterpret_cast<CUgraphExec>(made);
  return CUDA_SUCCESS;
}

API CUresult cuGraphUpload(CUgraphExec handle, CUstream streamHandle) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  if (findExecutable(handle) == nullptr) return CUDA_ERROR_INVALID_VALUE;
  return findStream(call.context(), streamHandle) == nullptr ? CUDA_ERROR_INVALID_HANDLE : CUDA_SUCCESS;
}

API CUresult cuGraphLaunch(CUgraphExec handle, CUstream streamHandle) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  ExecutableGraph* executable = findExecutable(handle);
  if (executable == nullptr) return CUDA_ERROR_INVALID_VALUE;
  Stream* stream = findStream(call.context(), streamHandle);
  if (stream == nullptr) return CUDA_ERROR_INVALID_HANDLE;
  return submit(*stream, launchOf(executable->nodes));
}

API CUresult cuGraphExecDestroy(CUgraphExec handle) {
  ApiCall call(__func__, Needs::INITIALISED);
  if (call.error) return call.error;
  ExecutableGraph* executable = findExecutable(handle);
  if (executable == nullptr) return CUDA_ERROR_INVALID_VALUE;
  liveExecutables().erase(executable);
  delete executable;  // a launch that is still queued holds the nodes
  return CUDA_SUCCESS;
}

API CUresult cuGraphDestroy(CUgraph handle) {
  ApiCall call(__func__, Needs::INITIALISED);
  if (call.error) return call.error;
  Graph* graph = findGraph(handle);
  if (graph == nullptr) return CUDA_ERROR_INVALID_VALUE;
  liveGraphs().erase(graph);
  delete graph;
  return CUDA_SUCCESS;
}

API CUresult cuGraphGetNodes(CUgraph handle, CUgraphNode* nodes, size_t* count) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  Graph* graph = findGraph(handle);
  if (graph == nullptr || count == nullptr) return CUDA_ERROR_INVALID_VALUE;
  size_t present = graph->nodes.size();
  if (nodes != nullptr) {
    for (size_t i = 0; i < *count; i++) {
      nodes[i] = i < present ? reinterpret_cast<CUgraphNode>(&graph->nodes[i]) : nullptr;
    }
  }
  if (nodes == nullptr || *count > present) *count = present;
  return CUDA_SUCCESS;
}

API CUresult cuGraphNodeGetType(CUgraphNode node, CUgraphNodeType* type) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  for (Graph* graph : liveGraphs()) {
    for (const GraphNode& each : graph->nodes) {
      if (reinterpret_cast<CUgraphNode>(const_cast<GraphNode*>(&each)) == node) {
        *type = each.operation.kind;
        return CUDA_SUCCESS;
      }
    }
  }
  return CUDA_ERROR_INVALID_VALUE;
}
