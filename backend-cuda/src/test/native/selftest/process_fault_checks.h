// Most faults end CUDA for the process, the others only for the context.
#pragma once

#include "harness.h"

namespace {

void faultsEndTheProcess() {
  configure("CUDASIM_DEVICES", "2");
  CUcontext context = nullptr;
  CUdeviceptr address = 0;
  {
    Device device;
    configure("CUDASIM_RECOVER", "0");
    CUcontext other = nullptr;
    OK(cuDevicePrimaryCtxRetain(&other, 1));
    OK(launch("writes_just_behind", 1, Arguments().add(allocate(64)).add(64)));
    REFUSED(CUDA_ERROR_ILLEGAL_ADDRESS, cuCtxSynchronize());
    OK(cuCtxSetCurrent(other));
    REFUSED(CUDA_ERROR_ILLEGAL_ADDRESS, cuMemAlloc_v2(&address, 4));
    OK(cuDevicePrimaryCtxRelease_v2(1));
  }
  REFUSED(CUDA_ERROR_ILLEGAL_ADDRESS, cuInit(0));
  REFUSED(CUDA_ERROR_ILLEGAL_ADDRESS, cuDevicePrimaryCtxRetain(&context, 0));
  REFUSED(CUDA_ERROR_ILLEGAL_ADDRESS, cuDevicePrimaryCtxRetain(&context, 1));
  configure("CUDASIM_DEVICES", nullptr);
  {
    Device recovered;
    OK(cuMemAlloc_v2(&address, 4));
    // Another context than this one would work.
    configure("CUDASIM_RECOVER", "0");
    configure("CUDASIM_FAIL", "cuCtxSynchronize:1:214");
    REFUSED(CUDA_ERROR_ECC_UNCORRECTABLE, cuCtxSynchronize());
    REFUSED(CUDA_ERROR_ECC_UNCORRECTABLE, cuMemAlloc_v2(&address, 4));
  }
  OK(cuInit(0));
  OK(cuDevicePrimaryCtxRetain(&context, 0));
  OK(cuDevicePrimaryCtxRelease_v2(0));
}

}  // namespace
