// cuLaunchKernel.
#include "launch.h"

#include <cstdio>
#include <cstring>
#include <memory>

#include "api_call.h"
#include "device.h"
#include "module.h"
#include "settings.h"
#include "stream.h"
#include "workers.h"

using namespace cudasim;

namespace {

bool withinLimits(const unsigned groups[3], const unsigned lanes[3]) {
  for (int d = 0; d < 3; d++) {
    if (groups[d] == 0 || lanes[d] == 0) return false;
  }
  return groups[0] <= MAX_GRID_WIDTH && groups[1] <= MAX_GRID_HEIGHT && groups[2] <= MAX_GRID_HEIGHT &&
         lanes[0] <= MAX_GROUP_LANES && lanes[1] <= MAX_GROUP_LANES && lanes[2] <= MAX_GROUP_DEPTH &&
         static_cast<uint64_t>(lanes[0]) * lanes[1] * lanes[2] <= MAX_GROUP_LANES;
}

// CUDA would let a kernel run in groups smaller or shaped otherwise than it was compiled for; OpenCL does not, and the
// kernels count on it.
bool asCompiled(const Kernel& kernel, const unsigned lanes[3]) {
  for (int d = 0; d < 3; d++) {
    if (lanes[d] != static_cast<unsigned>(kernel.build->lanes[d])) return false;
  }
  return true;
}

Fault runLaunch(const Launch& launch, const Context& context) {
  if (Fault wrong = checkMemory(launch, context)) return wrong;
  if (Fault failed = runOnWorkers(launch)) return failed;
  return checkDamage(launch);
}

}  // namespace

API CUresult cuLaunchKernel(CUfunction handle, unsigned groupsX, unsigned groupsY, unsigned groupsZ, unsigned lanesX,
                            unsigned lanesY, unsigned lanesZ, unsigned dynamicLocalBytes, CUstream streamHandle,
                            void** parameters, void** extra) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  const Function* function = findFunction(handle);
  if (function == nullptr) return CUDA_ERROR_INVALID_HANDLE;
  const char* name = function->entry.name.c_str();
  const unsigned groups[3] = {groupsX, groupsY, groupsZ};
  const unsigned lanes[3] = {lanesX, lanesY, lanesZ};
  if (settings().trace) {
    fprintf(stderr, "cudasim:   %s, groups %u x %u x %u of %u x %u x %u\n", name, groups[0], groups[1], groups[2],
            lanes[0], lanes[1], lanes[2]);
  }
  if (extra != nullptr) {
    return report(fault(CUDA_ERROR_NOT_SUPPORTED, "kernel %s: packed parameters are not simulated", name));
  }
  if (!withinLimits(groups, lanes)) {
    return report(fault(CUDA_ERROR_INVALID_VALUE,
                        "kernel %s: %u x %u x %u groups of %u x %u x %u lanes are not within the limits", name,
                        groups[0], groups[1], groups[2], lanes[0], lanes[1], lanes[2]));
  }
  const Kernel* kernel = function->kernel;
  if (kernel == nullptr) return report(fault(CUDA_ERROR_NOT_FOUND, "kernel %s has no host build", name));
  if (!asCompiled(*kernel, lanes)) {
    const int* required = kernel->build->lanes;
    return report(fault(CUDA_ERROR_INVALID_VALUE,
                        "kernel %s needs groups of %d x %d x %d lanes, not %u x %u x %u", name, required[0],
                        required[1], required[2], lanes[0], lanes[1], lanes[2]));
  }
  if (dynamicLocalBytes != 0) {
    return report(fault(CUDA_ERROR_INVALID_VALUE,
                        "kernel %s: no kernel of the dialect has dynamic local memory", name));
  }
  Stream* stream = findStream(call.context(), streamHandle);
  if (stream == nullptr) return CUDA_ERROR_INVALID_HANDLE;

  auto launch = std::make_shared<Launch>();
  launch->kernel = kernel;
  for (int d = 0; d < 3; d++) launch->groups[d] = static_cast<int>(groups[d]);
  for (size_t i = 0; i < kernel->parameters.size(); i++) {
    if (parameters == nullptr || parameters[i] == nullptr) {
      return report(fault(CUDA_ERROR_INVALID_VALUE, "kernel %s: parameter %s is missing", name,
                          kernel->parameters[i].name.c_str()));
    }
    uint64_t value = 0;
    memcpy(&value, parameters[i], kernel->parameters[i].type.bytes);
    launch->values.push_back(value);
  }
  Context* context = &call.context();
  return submit(*stream, {CU_GRAPH_NODE_TYPE_KERNEL, [launch, context] { return runLaunch(*launch, *context); }});
}
