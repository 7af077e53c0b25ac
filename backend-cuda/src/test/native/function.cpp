// What a program can ask about a kernel.
#include <algorithm>

#include "api_call.h"
#include "device.h"
#include "module.h"
#include "settings.h"

using namespace cudasim;

namespace {

constexpr int REGISTERS_PER_LANE = 32;  // an ordinary number: nothing here allocates registers
constexpr int MULTIPROCESSOR_LOCAL_BYTES = 64 * 1024;
constexpr int MULTIPROCESSOR_GROUPS = 16;

int lanesOf(const Function& function) {
  if (function.kernel != nullptr) return function.kernel->lanes();
  return function.mostLanes() != 0 ? static_cast<int>(function.mostLanes()) : MAX_GROUP_LANES;
}

}  // namespace

API CUresult cuFuncGetAttribute(int* value, CUfunction_attribute attribute, CUfunction handle) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  const Function* function = findFunction(handle);
  if (function == nullptr) return CUDA_ERROR_INVALID_HANDLE;
  int localBytes = static_cast<int>(function->sharedBytes);
  switch (attribute) {
    case CU_FUNC_ATTRIBUTE_MAX_THREADS_PER_BLOCK:
      *value = lanesOf(*function);
      return CUDA_SUCCESS;
    case CU_FUNC_ATTRIBUTE_SHARED_SIZE_BYTES:
      *value = localBytes;
      return CUDA_SUCCESS;
    case CU_FUNC_ATTRIBUTE_NUM_REGS:
      *value = REGISTERS_PER_LANE;
      return CUDA_SUCCESS;
    case CU_FUNC_ATTRIBUTE_PTX_VERSION:
      *value = function->ptxVersion;
      return CUDA_SUCCESS;
    case CU_FUNC_ATTRIBUTE_BINARY_VERSION:
      *value = settings().computeCapability;
      return CUDA_SUCCESS;
    case CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES:
      *value = LOCAL_MEMORY_BYTES - localBytes;
      return CUDA_SUCCESS;
    case CU_FUNC_ATTRIBUTE_CONST_SIZE_BYTES:
    case CU_FUNC_ATTRIBUTE_LOCAL_SIZE_BYTES:
    case CU_FUNC_ATTRIBUTE_CACHE_MODE_CA:
    case CU_FUNC_ATTRIBUTE_PREFERRED_SHARED_MEMORY_CARVEOUT:
      *value = 0;
      return CUDA_SUCCESS;
  }
  return CUDA_ERROR_INVALID_VALUE;
}

// A hint about caches, which the simulator has none of.
API CUresult cuFuncSetCacheConfig(CUfunction handle, int) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  return findFunction(handle) == nullptr ? CUDA_ERROR_INVALID_HANDLE : CUDA_SUCCESS;
}

API CUresult cuOccupancyMaxActiveBlocksPerMultiprocessor(int* groups, CUfunction handle, int lanes,
                                                         size_t dynamicLocalBytes) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  const Function* function = findFunction(handle);
  if (function == nullptr) return CUDA_ERROR_INVALID_HANDLE;
  if (groups == nullptr || lanes <= 0 || lanes > lanesOf(*function)) return CUDA_ERROR_INVALID_VALUE;
  int localBytes = static_cast<int>(function->sharedBytes + dynamicLocalBytes);
  *groups = std::min(MULTIPROCESSOR_GROUPS, MAX_GROUP_LANES / lanes);
  if (localBytes > 0) *groups = std::min(*groups, MULTIPROCESSOR_LOCAL_BYTES / localBytes);
  return CUDA_SUCCESS;
}
