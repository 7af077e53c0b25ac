#include "process_fault.h"

#include "settings.h"

namespace cudasim {
namespace {

CUresult noted = CUDA_SUCCESS;

}  // namespace

bool endsProcess(CUresult code) {
  switch (code) {
    case CUDA_ERROR_CONTAINED:
    case CUDA_ERROR_ILLEGAL_ADDRESS:
    case CUDA_ERROR_LAUNCH_TIMEOUT:
    case CUDA_ERROR_ASSERT:
    case CUDA_ERROR_HARDWARE_STACK_ERROR:
    case CUDA_ERROR_ILLEGAL_INSTRUCTION:
    case CUDA_ERROR_MISALIGNED_ADDRESS:
    case CUDA_ERROR_INVALID_ADDRESS_SPACE:
    case CUDA_ERROR_INVALID_PC:
    case CUDA_ERROR_LAUNCH_FAILED:
    case CUDA_ERROR_TENSOR_MEMORY_LEAK:
    case CUDA_ERROR_MPS_CLIENT_TERMINATED:
    case CUDA_ERROR_EXTERNAL_DEVICE:
      return true;
    default:
      return false;
  }
}

CUresult processFault() { return noted; }

void noteProcessFault(CUresult code) {
  if (noted == CUDA_SUCCESS && !settings().recover) noted = code;
}

void forgetProcessFault() { noted = CUDA_SUCCESS; }

}  // namespace cudasim
