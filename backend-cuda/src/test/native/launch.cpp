// cuLaunchKernel.
#include "launch.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>

#include "api_call.h"
#include "device.h"
#include "fault_injection.h"
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
bool asCompiled(const Function& function, const unsigned lanes[3], unsigned required[3]) {
  for (int d = 0; d < 3; d++) {
    required[d] =
        function.kernel != nullptr ? static_cast<unsigned>(function.kernel->build->lanes[d]) : function.lanes[d];
  }
  bool any = function.kernel == nullptr && function.mostLanes() == 0;
  return any || std::equal(lanes, lanes + 3, required);
}

// Copies the values: later changes of what the caller points to do not reach the launch.
Fault freezeParameters(const Function& function, void** parameters, Launch& launch) {
  if (function.program != nullptr) launch.parameterBlock.resize(function.program->parameters.bytes);
  for (size_t i = 0; i < function.parameterBytes.size(); i++) {
    if (parameters == nullptr || parameters[i] == nullptr) {
      std::string which = function.kernel != nullptr ? function.kernel->parameters[i].name : std::to_string(i);
      return fault(CUDA_ERROR_INVALID_VALUE, "kernel %s: parameter %s is missing", function.name.c_str(),
                   which.c_str());
    }
    uint64_t value = 0;
    memcpy(&value, parameters[i], std::min<size_t>(function.parameterBytes[i], sizeof value));
    launch.values.push_back(value);
    if (function.program != nullptr) {
      const uint32_t start = function.program->parameters.ranges[i].start;
      memcpy(&launch.parameterBlock[start], parameters[i], function.parameterBytes[i]);
    }
  }
  return Fault();
}

Fault runLaunch(const Launch& launch, const Context& context) {
  countCall(EVERY_KERNEL);
  if (CUresult planned = countCall(launch.name.c_str())) {
    return fault(planned, "kernel %s fails as planned", launch.name.c_str());
  }
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
  const char* name = function->name.c_str();
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
  unsigned required[3];
  if (!asCompiled(*function, lanes, required)) {
    return report(fault(CUDA_ERROR_INVALID_VALUE,
                        "kernel %s needs groups of %u x %u x %u lanes, not %u x %u x %u", name, required[0],
                        required[1], required[2], lanes[0], lanes[1], lanes[2]));
  }
  bool takesDynamic = function->program != nullptr && function->program->hasOpenShared;
  if (dynamicLocalBytes > (takesDynamic ? LOCAL_MEMORY_BYTES - function->sharedBytes : 0)) {
    return report(fault(CUDA_ERROR_INVALID_VALUE, "kernel %s does not take %u bytes of dynamic local memory", name,
                        dynamicLocalBytes));
  }
  Stream* stream = findStream(call.context(), streamHandle);
  if (stream == nullptr) return CUDA_ERROR_INVALID_HANDLE;

  auto launch = std::make_shared<Launch>();
  launch->name = function->name;
  launch->kernel = function->kernel;
  launch->program = function->program;
  launch->device = call.context().device;
  launch->openSharedBytes = dynamicLocalBytes;
  for (int d = 0; d < 3; d++) {
    launch->groups[d] = static_cast<int>(groups[d]);
    launch->lanes[d] = static_cast<int>(lanes[d]);
  }
  if (Fault missing = freezeParameters(*function, parameters, *launch)) return report(missing);
  Context* context = &call.context();
  return submit(*stream, {CU_GRAPH_NODE_TYPE_KERNEL, [launch, context] { return runLaunch(*launch, *context); }});
}
