// What a host build of kernels and the simulator know of each other.
#pragma once

#include <cstddef>
#include <cstdint>

namespace cudasim {

struct ParameterType {
  uint32_t bytes;
  uint32_t elementBytes;  // of what a pointer points to; 0 for a value
  bool readOnly;          // a pointer to const
};

// One kernel of a module, as its table lists it.
struct KernelBuild {
  const char* name;
  const char* parameterText;   // the parameter list as it stands in the preprocessed source, for names and restrict
  int lanes[3];                // the work-group size it requires
  int parameterCount;
  const ParameterType* parameters;
  void (*runLanes)(void** values);  // runs the kernel once for each lane that cudasim_next_lane gives
};

struct GroupPosition {
  int group[3];
  int groups[3];
  int lanes[3];
};

struct Lane {
  int local[3];
  const GroupPosition* position;
};

// The name of the table in a module; a null name ends it.
#define CUDASIM_KERNEL_TABLE cudasim_kernel_table

}  // namespace cudasim

#define CUDASIM_EXPORT __attribute__((visibility("default")))

extern "C" {

// The lane that the calling thread runs. Initial-exec: kernels read it all the time.
extern __thread cudasim::Lane* cudasim_lane CUDASIM_EXPORT __attribute__((tls_model("initial-exec")));

// Makes the next lane of the group the current one; 0 when there is none left.
CUDASIM_EXPORT int cudasim_next_lane();

CUDASIM_EXPORT void cudasim_barrier(const char* file, int line);

// The group's copy of a local array; the key tells the arrays of a kernel apart.
CUDASIM_EXPORT void* cudasim_local_array(const void* key, size_t bytes, const char* name);

[[noreturn]] CUDASIM_EXPORT void cudasim_index_fault(const char* array, long index, long count);
}
