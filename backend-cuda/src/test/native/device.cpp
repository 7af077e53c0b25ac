// cuInit and what a program can ask about a device. The numbers are those of a small Turing GPU.
#include "device.h"

#include <cstdio>
#include <cstring>

#include "api_call.h"
#include "process_fault.h"
#include "settings.h"

namespace cudasim {

bool deviceExists(int device) { return device >= 0 && device < settings().devices; }

namespace {

int attributeValue(int attribute, int device) {
  switch (attribute) {
    case CU_DEVICE_ATTRIBUTE_MAX_THREADS_PER_BLOCK:
    case CU_DEVICE_ATTRIBUTE_MAX_BLOCK_DIM_X:
    case CU_DEVICE_ATTRIBUTE_MAX_BLOCK_DIM_Y:
    case CU_DEVICE_ATTRIBUTE_MAX_THREADS_PER_MULTIPROCESSOR:
      return MAX_GROUP_LANES;
    case CU_DEVICE_ATTRIBUTE_MAX_BLOCK_DIM_Z:
      return MAX_GROUP_DEPTH;
    case CU_DEVICE_ATTRIBUTE_MAX_GRID_DIM_X:
      return MAX_GRID_WIDTH;
    case CU_DEVICE_ATTRIBUTE_MAX_GRID_DIM_Y:
    case CU_DEVICE_ATTRIBUTE_MAX_GRID_DIM_Z:
      return MAX_GRID_HEIGHT;
    case CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK:
      return LOCAL_MEMORY_BYTES;
    case CU_DEVICE_ATTRIBUTE_TOTAL_CONSTANT_MEMORY:
    case CU_DEVICE_ATTRIBUTE_MAX_REGISTERS_PER_BLOCK:
    case CU_DEVICE_ATTRIBUTE_MAX_REGISTERS_PER_MULTIPROCESSOR:
    case CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_MULTIPROCESSOR:
    case CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK_OPTIN:
      return 64 * 1024;
    case CU_DEVICE_ATTRIBUTE_WARP_SIZE:
      return WARP_LANES;
    case CU_DEVICE_ATTRIBUTE_CLOCK_RATE:
      return 1500000;
    case CU_DEVICE_ATTRIBUTE_MEMORY_CLOCK_RATE:
      return 5000000;
    case CU_DEVICE_ATTRIBUTE_GLOBAL_MEMORY_BUS_WIDTH:
      return 128;
    case CU_DEVICE_ATTRIBUTE_L2_CACHE_SIZE:
      return 1024 * 1024;
    case CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT:
      return 4;
    case CU_DEVICE_ATTRIBUTE_MAX_BLOCKS_PER_MULTIPROCESSOR:
      return 16;
    case CU_DEVICE_ATTRIBUTE_CONCURRENT_KERNELS:
    case CU_DEVICE_ATTRIBUTE_UNIFIED_ADDRESSING:
      return 1;
    case CU_DEVICE_ATTRIBUTE_ASYNC_ENGINE_COUNT:
      return 2;
    case CU_DEVICE_ATTRIBUTE_PCI_BUS_ID:
      return device + 1;
    case CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR:
      return settings().computeCapability / 10;
    case CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR:
      return settings().computeCapability % 10;
    default:
      return 0;  // discrete, default compute mode, no ECC, and "no" for every feature that is not simulated
  }
}

}  // namespace
}  // namespace cudasim

using namespace cudasim;

API CUresult cuInit(unsigned flags) {
  ApiCall call(__func__, Needs::NOTHING);
  if (call.error) return call.error;
  if (flags != 0) return CUDA_ERROR_INVALID_VALUE;
  if (CUresult ended = processFault()) return ended;
  if (settings().devices == 0) return CUDA_ERROR_NO_DEVICE;
  setInitialised();
  return CUDA_SUCCESS;
}

API CUresult cuDriverGetVersion(int* version) {
  ApiCall call(__func__, Needs::NOTHING);
  if (call.error) return call.error;
  *version = settings().driverVersion;
  return CUDA_SUCCESS;
}

API CUresult cuDeviceGetCount(int* count) {
  ApiCall call(__func__, Needs::INITIALISED);
  if (call.error) return call.error;
  *count = settings().devices;
  return CUDA_SUCCESS;
}

API CUresult cuDeviceGet(CUdevice* device, int ordinal) {
  ApiCall call(__func__, Needs::INITIALISED);
  if (call.error) return call.error;
  if (!deviceExists(ordinal)) return CUDA_ERROR_INVALID_DEVICE;
  *device = ordinal;
  return CUDA_SUCCESS;
}

API CUresult cuDeviceGetName(char* name, int length, CUdevice device) {
  ApiCall call(__func__, Needs::INITIALISED);
  if (call.error) return call.error;
  if (!deviceExists(device)) return CUDA_ERROR_INVALID_DEVICE;
  if (name == nullptr || length <= 0) return CUDA_ERROR_INVALID_VALUE;
  snprintf(name, static_cast<size_t>(length), "Simulated CUDA device %d", device);
  return CUDA_SUCCESS;
}

API CUresult cuDeviceGetUuid(CUuuid* uuid, CUdevice device) {
  ApiCall call(__func__, Needs::INITIALISED);
  if (call.error) return call.error;
  if (!deviceExists(device)) return CUDA_ERROR_INVALID_DEVICE;
  memcpy(uuid->bytes, "cudasim-device-", 15);
  uuid->bytes[15] = static_cast<unsigned char>(device);
  return CUDA_SUCCESS;
}

API CUresult cuDeviceTotalMem_v2(size_t* bytes, CUdevice device) {
  ApiCall call(__func__, Needs::INITIALISED);
  if (call.error) return call.error;
  if (!deviceExists(device)) return CUDA_ERROR_INVALID_DEVICE;
  *bytes = settings().memoryBytes;
  return CUDA_SUCCESS;
}

API CUresult cuDeviceComputeCapability(int* major, int* minor, CUdevice device) {
  ApiCall call(__func__, Needs::INITIALISED);
  if (call.error) return call.error;
  if (!deviceExists(device)) return CUDA_ERROR_INVALID_DEVICE;
  *major = settings().computeCapability / 10;
  *minor = settings().computeCapability % 10;
  return CUDA_SUCCESS;
}

API CUresult cuDeviceGetAttribute(int* value, CUdevice_attribute attribute, CUdevice device) {
  ApiCall call(__func__, Needs::INITIALISED);
  if (call.error) return call.error;
  if (!deviceExists(device)) return CUDA_ERROR_INVALID_DEVICE;
  *value = attributeValue(static_cast<int>(attribute), device);
  return CUDA_SUCCESS;
}

API CUresult cuDeviceGetPCIBusId(char* text, int length, CUdevice device) {
  ApiCall call(__func__, Needs::INITIALISED);
  if (call.error) return call.error;
  if (!deviceExists(device)) return CUDA_ERROR_INVALID_DEVICE;
  if (text == nullptr || length <= 0) return CUDA_ERROR_INVALID_VALUE;
  snprintf(text, static_cast<size_t>(length), "0000:%02x:00.0", device + 1);
  return CUDA_SUCCESS;
}

API CUresult cuDeviceCanAccessPeer(int* possible, CUdevice from, CUdevice to) {
  ApiCall call(__func__, Needs::INITIALISED);
  if (call.error) return call.error;
  if (!deviceExists(from) || !deviceExists(to)) return CUDA_ERROR_INVALID_DEVICE;
  *possible = 0;
  return CUDA_SUCCESS;
}
