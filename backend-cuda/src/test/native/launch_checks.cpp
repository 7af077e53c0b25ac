#include <cstring>

#include "context.h"
#include "launch.h"
#include "memory.h"

namespace cudasim {
namespace {

int64_t offsetOf(const Launch& launch, const Parameter& parameter) {
  if (parameter.offsetIndex < 0) return 0;
  int64_t offset = 0;
  size_t bytes = launch.kernel->parameters[parameter.offsetIndex].type.bytes;
  memcpy(&offset, &launch.values[parameter.offsetIndex], bytes);
  return bytes == 4 ? static_cast<int32_t>(offset) : offset;
}

uintptr_t startOf(const Launch& launch, size_t index) {
  const Parameter& parameter = launch.kernel->parameters[index];
  return launch.values[index] + static_cast<uintptr_t>(offsetOf(launch, parameter) * parameter.type.elementBytes);
}

Fault checkPointer(const Launch& launch, size_t index, const Context& context) {
  const Parameter& parameter = launch.kernel->parameters[index];
  const char* kernel = launch.kernel->build->name;
  const char* name = parameter.name.c_str();
  uintptr_t address = launch.values[index];
  const Allocation* allocation = allocationAt(address);
  if (allocation == nullptr) {
    return fault(CUDA_ERROR_ILLEGAL_ADDRESS, "kernel %s: parameter %s is %s", kernel, name,
                 describeAddress(address).c_str());
  }
  if (allocation->owner->device != context.device) {
    return fault(CUDA_ERROR_ILLEGAL_ADDRESS, "kernel %s on device %d: parameter %s is memory of device %d", kernel,
                 context.device, name, allocation->owner->device);
  }
  uintptr_t start = startOf(launch, index);
  if (start < allocation->address || start > allocation->end()) {
    return fault(CUDA_ERROR_ILLEGAL_ADDRESS,
                 "kernel %s: parameter %s with its offset %ld lies outside of its %zu bytes", kernel, name,
                 static_cast<long>(offsetOf(launch, parameter)), allocation->bytes);
  }
  // A wide element type such as float4 asks for as much alignment as it is big.
  if (start % parameter.type.elementBytes != 0) {
    return fault(CUDA_ERROR_MISALIGNED_ADDRESS, "kernel %s: parameter %s is not aligned to its elements of %u bytes",
                 kernel, name, parameter.type.elementBytes);
  }
  return Fault();
}

// A restrict input must not be written during the launch. How much of it is read and how much of an output is written
// is not known here, so only inputs and outputs that start at the same place are noticed.
Fault checkOverlap(const Launch& launch) {
  const std::vector<Parameter>& parameters = launch.kernel->parameters;
  for (size_t input = 0; input < parameters.size(); input++) {
    if (!parameters[input].isPointer() || !parameters[input].restricted || launch.values[input] == 0) continue;
    for (size_t output = 0; output < parameters.size(); output++) {
      if (output == input || !parameters[output].isPointer() || parameters[output].type.readOnly) continue;
      if (startOf(launch, input) == startOf(launch, output)) {
        return fault(CUDA_ERROR_ILLEGAL_ADDRESS, "kernel %s: the restrict parameter %s is the memory that %s writes",
                     launch.kernel->build->name, parameters[input].name.c_str(), parameters[output].name.c_str());
      }
    }
  }
  return Fault();
}

}  // namespace

Fault checkMemory(const Launch& launch, const Context& context) {
  if (launch.kernel == nullptr) return Fault();  // the interpreter looks at each access itself
  const std::vector<Parameter>& parameters = launch.kernel->parameters;
  for (size_t i = 0; i < parameters.size(); i++) {
    // Null stands for an optional tensor that is absent.
    if (!parameters[i].isPointer() || launch.values[i] == 0) continue;
    if (Fault wrong = checkPointer(launch, i, context)) return wrong;
  }
  return checkOverlap(launch);
}

Fault checkDamage(const Launch& launch) {
  if (launch.kernel == nullptr) return Fault();
  const std::vector<Parameter>& parameters = launch.kernel->parameters;
  for (size_t i = 0; i < parameters.size(); i++) {
    if (!parameters[i].isPointer() || launch.values[i] == 0) continue;
    const Allocation* allocation = allocationAt(launch.values[i]);
    if (allocation == nullptr) continue;
    std::string damage = damageAround(*allocation);
    if (!damage.empty()) {
      return fault(CUDA_ERROR_ILLEGAL_ADDRESS, "kernel %s: %s", launch.kernel->build->name, damage.c_str());
    }
  }
  return Fault();
}

}  // namespace cudasim
