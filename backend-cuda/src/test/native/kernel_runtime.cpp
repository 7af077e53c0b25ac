// The functions that host builds of kernels call.
#include "group_runner.h"
#include "kernel_abi.h"

using cudasim::GroupRunner;

int cudasim_next_lane() { return GroupRunner::current()->nextLane() ? 1 : 0; }

void cudasim_barrier(const char* file, int line) { GroupRunner::current()->waitAtBarrier(file, line); }

void* cudasim_local_array(const void* key, size_t bytes, const char* name) {
  return GroupRunner::current()->localArray(key, bytes, name);
}

void cudasim_index_fault(const char* array, long index, long count) {
  cudasim::Fault text = cudasim::fault(CUDA_ERROR_ILLEGAL_ADDRESS, "index %ld of the local array %s of %ld elements",
                                       index, array, count);
  GroupRunner::current()->abandon(text.code, text.message);
}
