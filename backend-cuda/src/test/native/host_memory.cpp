#include "host_memory.h"

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <map>

#include "api_call.h"
#include "capture.h"
#include "stream.h"

namespace cudasim {
namespace {

constexpr size_t PAGE = 4096;

std::map<uintptr_t, size_t>& pinned() {
  static std::map<uintptr_t, size_t>& instance = *new std::map<uintptr_t, size_t>();
  return instance;
}

CUresult allocatePinned(void** address, size_t bytes) {
  if (CUresult refused = refuseUnsafeCall()) return refused;
  if (address == nullptr || bytes == 0) return CUDA_ERROR_INVALID_VALUE;
  size_t rounded = (bytes + PAGE - 1) / PAGE * PAGE;
  void* made = rounded < bytes ? nullptr : aligned_alloc(PAGE, rounded);
  if (made == nullptr) return CUDA_ERROR_OUT_OF_MEMORY;
  memset(made, 0xFF, rounded);  // NaN, as in fresh device memory
  pinned()[reinterpret_cast<uintptr_t>(made)] = bytes;
  *address = made;
  return CUDA_SUCCESS;
}

}  // namespace

bool isPinnedRange(const void* address, size_t bytes) {
  uintptr_t start = reinterpret_cast<uintptr_t>(address);
  auto next = pinned().upper_bound(start);
  if (next == pinned().begin()) return false;
  auto candidate = std::prev(next);
  size_t offset = start - candidate->first;
  return offset <= candidate->second && bytes <= candidate->second - offset;
}

}  // namespace cudasim

using namespace cudasim;

API CUresult cuMemHostAlloc(void** address, size_t bytes, unsigned) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  return allocatePinned(address, bytes);
}

API CUresult cuMemAllocHost_v2(void** address, size_t bytes) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  return allocatePinned(address, bytes);
}

API CUresult cuMemFreeHost(void* address) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  if (CUresult refused = refuseUnsafeCall()) return refused;
  if (pinned().count(reinterpret_cast<uintptr_t>(address)) == 0) return CUDA_ERROR_INVALID_VALUE;
  // A real driver lets work that is under way finish first.
  runAll(call.context());
  pinned().erase(reinterpret_cast<uintptr_t>(address));
  free(address);
  return CUDA_SUCCESS;
}
