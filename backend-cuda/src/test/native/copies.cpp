// Copies and fills. The synchronous forms go through the legacy stream and wait for it, as in the driver.
#include <cstdint>
#include <cstring>
#include <memory>
#include <vector>

#include "api_call.h"
#include "capture.h"
#include "host_memory.h"
#include "memory.h"
#include "operation.h"
#include "stream.h"

using namespace cudasim;

namespace {

// One end of a copy.
struct Place {
  enum Kind { DEVICE, PINNED_HOST, PAGEABLE_HOST } kind;
  char* address;

  bool usable(size_t bytes) const {
    if (kind == DEVICE) return isDeviceRange(reinterpret_cast<uintptr_t>(address), bytes);
    return kind == PAGEABLE_HOST || isPinnedRange(address, bytes);
  }
};

Place devicePlace(CUdeviceptr address) { return {Place::DEVICE, reinterpret_cast<char*>(address)}; }

Place hostPlace(const void* address, size_t bytes) {
  char* start = static_cast<char*>(const_cast<void*>(address));
  return {isPinnedRange(address, bytes) ? Place::PINNED_HOST : Place::PAGEABLE_HOST, start};
}

// Memory is looked up again when the copy runs: in a graph that may be long after it was checked here.
Operation copyOperation(Place to, Place from, size_t bytes) {
  return {CU_GRAPH_NODE_TYPE_MEMCPY, [=]() -> Fault {
            if (!to.usable(bytes) || !from.usable(bytes)) {
              return fault(CUDA_ERROR_ILLEGAL_ADDRESS, "a copy of %zu bytes ran after its %s was freed", bytes,
                           to.usable(bytes) ? "source" : "target");
            }
            memmove(to.address, from.address, bytes);
            return Fault();
          }};
}

Operation stagedCopyOperation(Place to, std::shared_ptr<std::vector<char>> staged) {
  return {CU_GRAPH_NODE_TYPE_MEMCPY, [=]() -> Fault {
            if (!to.usable(staged->size())) {
              return fault(CUDA_ERROR_ILLEGAL_ADDRESS, "a copy of %zu bytes ran after its target was freed",
                           staged->size());
            }
            memcpy(to.address, staged->data(), staged->size());
            return Fault();
          }};
}

CUresult checkPlaces(Place to, Place from, size_t bytes) {
  if (bytes == 0) return CUDA_SUCCESS;
  if (to.address == nullptr || from.address == nullptr) return CUDA_ERROR_INVALID_VALUE;
  return to.usable(bytes) && from.usable(bytes) ? CUDA_SUCCESS : CUDA_ERROR_INVALID_VALUE;
}

CUresult copyAndWait(Context& context, Place to, Place from, size_t bytes) {
  if (CUresult refused = refuseLegacyWait(context)) return refused;
  if (CUresult wrong = checkPlaces(to, from, bytes)) return wrong;
  if (bytes == 0) return CUDA_SUCCESS;
  submit(*context.legacyStream, copyOperation(to, from, bytes));
  runAll(*context.legacyStream);
  return context.failure();
}

CUresult copyAsync(Context& context, Place to, Place from, size_t bytes, CUstream handle) {
  Stream* stream = findStream(context, handle);
  if (stream == nullptr) return CUDA_ERROR_INVALID_HANDLE;
  if (CUresult wrong = checkPlaces(to, from, bytes)) return wrong;
  if (bytes == 0) return CUDA_SUCCESS;
  bool pageable = to.kind == Place::PAGEABLE_HOST || from.kind == Place::PAGEABLE_HOST;
  if (pageable && stream->capture != nullptr) {
    return breakCapture(*stream, "a copy with pageable host memory");
  }
  if (from.kind == Place::PAGEABLE_HOST) {
    // The driver takes what is there now, and the caller may reuse the memory at once.
    auto staged = std::make_shared<std::vector<char>>(from.address, from.address + bytes);
    return submit(*stream, stagedCopyOperation(to, staged));
  }
  CUresult submitted = submit(*stream, copyOperation(to, from, bytes));
  if (submitted == CUDA_SUCCESS && to.kind == Place::PAGEABLE_HOST) runAll(*stream);
  return submitted;
}

template <class Element>
Operation fillOperation(CUdeviceptr address, Element value, size_t count) {
  return {CU_GRAPH_NODE_TYPE_MEMSET, [=]() -> Fault {
            if (!isDeviceRange(address, count * sizeof(Element))) {
              return fault(CUDA_ERROR_ILLEGAL_ADDRESS, "a fill of %zu bytes ran after its target was freed",
                           count * sizeof(Element));
            }
            Element* target = reinterpret_cast<Element*>(address);
            for (size_t i = 0; i < count; i++) target[i] = value;
            return Fault();
          }};
}

template <class Element>
CUresult checkFill(CUdeviceptr address, size_t count) {
  if (count > SIZE_MAX / sizeof(Element) || address % sizeof(Element) != 0) return CUDA_ERROR_INVALID_VALUE;
  return isDeviceRange(address, count * sizeof(Element)) ? CUDA_SUCCESS : CUDA_ERROR_INVALID_VALUE;
}

template <class Element>
CUresult fillAsync(Context& context, CUdeviceptr address, Element value, size_t count, CUstream handle) {
  Stream* stream = findStream(context, handle);
  if (stream == nullptr) return CUDA_ERROR_INVALID_HANDLE;
  if (count == 0) return CUDA_SUCCESS;
  if (CUresult wrong = checkFill<Element>(address, count)) return wrong;
  return submit(*stream, fillOperation(address, value, count));
}

// Not waited for: a fill of device memory returns before it is done, even in its synchronous form.
template <class Element>
CUresult fill(Context& context, CUdeviceptr address, Element value, size_t count) {
  if (CUresult refused = refuseLegacyWait(context)) return refused;
  return fillAsync(context, address, value, count, nullptr);
}

}  // namespace

API CUresult cuMemcpyHtoD_v2(CUdeviceptr to, const void* from, size_t bytes) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  return copyAndWait(call.context(), devicePlace(to), hostPlace(from, bytes), bytes);
}

API CUresult cuMemcpyDtoH_v2(void* to, CUdeviceptr from, size_t bytes) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  return copyAndWait(call.context(), hostPlace(to, bytes), devicePlace(from), bytes);
}

API CUresult cuMemcpyDtoD_v2(CUdeviceptr to, CUdeviceptr from, size_t bytes) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  return copyAndWait(call.context(), devicePlace(to), devicePlace(from), bytes);
}

API CUresult cuMemcpyHtoDAsync_v2(CUdeviceptr to, const void* from, size_t bytes, CUstream stream) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  return copyAsync(call.context(), devicePlace(to), hostPlace(from, bytes), bytes, stream);
}

API CUresult cuMemcpyDtoHAsync_v2(void* to, CUdeviceptr from, size_t bytes, CUstream stream) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  return copyAsync(call.context(), hostPlace(to, bytes), devicePlace(from), bytes, stream);
}

API CUresult cuMemcpyDtoDAsync_v2(CUdeviceptr to, CUdeviceptr from, size_t bytes, CUstream stream) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  return copyAsync(call.context(), devicePlace(to), devicePlace(from), bytes, stream);
}

API CUresult cuMemsetD8_v2(CUdeviceptr address, unsigned char value, size_t count) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  return fill(call.context(), address, value, count);
}

API CUresult cuMemsetD32_v2(CUdeviceptr address, unsigned value, size_t count) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  return fill(call.context(), address, value, count);
}

API CUresult cuMemsetD8Async(CUdeviceptr address, unsigned char value, size_t count, CUstream stream) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  return fillAsync(call.context(), address, value, count, stream);
}

API CUresult cuMemsetD32Async(CUdeviceptr address, unsigned value, size_t count, CUstream stream) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  return fillAsync(call.context(), address, value, count, stream);
}
