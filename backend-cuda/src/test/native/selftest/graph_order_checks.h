// The nodes of a graph run in any order that its edges allow, so that a missing edge shows.
#pragma once

#include <algorithm>
#include <vector>

#include "harness.h"

namespace {

// What launches of a graph compute, one after the other: 2·x, where another stream of the capture sets x, which was 1,
// to 0 and then to 3. The kernel waits for that stream or not.
std::vector<float> inGraph(const char* order, bool waits) {
  const unsigned one = 0x3f800000, three = 0x40400000;
  Device device;
  configure("CUDASIM_ORDER", order);
  CUstream origin = nonBlockingStream();
  CUstream branch = nonBlockingStream();
  CUevent fork = newEvent();
  CUevent join = newEvent();
  Tensor x = allocate(64);
  Tensor y = allocate(64);
  CUfunction scale = load("scale");
  Arguments arguments;
  arguments.add(x).add(y).add(2.0f).add(64);
  CUgraph graph = nullptr;
  CUgraphExec executable = nullptr;
  OK(cuStreamBeginCapture_v2(origin, CU_STREAM_CAPTURE_MODE_THREAD_LOCAL));
  OK(cuEventRecord(fork, origin));
  OK(cuStreamWaitEvent(branch, fork, 0));
  OK(cuMemsetD32Async(x.buffer, 0, 64, branch));
  OK(cuMemsetD32Async(x.buffer, three, 64, branch));
  OK(cuEventRecord(join, branch));
  if (waits) OK(cuStreamWaitEvent(origin, join, 0));
  OK(cuLaunchKernel(scale, 1, 1, 1, 64, 1, 1, 0, origin, arguments.pointers(), nullptr));
  if (!waits) OK(cuStreamWaitEvent(origin, join, 0));
  OK(cuStreamEndCapture(origin, &graph));
  OK(cuGraphInstantiateWithFlags(&executable, graph, 0));
  std::vector<float> results;
  for (int i = 0; i < 12; i++) {
    OK(cuMemsetD32Async(x.buffer, one, 64, origin));
    OK(cuGraphLaunch(executable, origin));
    results.push_back(download(y, 64)[63]);
  }
  OK(cuGraphExecDestroy(executable));
  OK(cuGraphDestroy(graph));
  return results;
}

bool has(const std::vector<float>& values, float value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

void graphsRunAsTheirEdgesAllow() {
  for (const char* order : {"forward", "reverse", "random:1", "random:2"}) {
    std::vector<float> results = inGraph(order, true);
    EXPECT(results == std::vector<float>(results.size(), 6.0f));
  }
  EXPECT(!has(inGraph("forward", false), 2.0f));
  EXPECT(!has(inGraph("reverse", false), 6.0f));
  std::vector<float> random = inGraph("random:1", false);
  EXPECT(has(random, 2.0f) && has(random, 0.0f) && has(random, 6.0f));
  EXPECT(random == inGraph("random:1", false));
  EXPECT(random != inGraph("random:2", false));
}

}  // namespace
