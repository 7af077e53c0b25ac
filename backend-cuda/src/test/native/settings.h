// The switches of the simulator: read from the environment when the library is first used, and changed later by
// cudasim_configure, because a test running in a JVM cannot change its own environment.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace cudasim {

// The order in which the lanes of a group, the groups of a launch and, as far as its edges allow, the nodes of a graph
// run. A result that depends on it is a race.
enum class LaneOrder { FORWARD, REVERSE, RANDOM };

struct Settings {
  std::string kernelModules;       // CUDASIM_KERNELS, colon-separated files; empty: those beside the library
  LaneOrder order;                 // CUDASIM_ORDER=forward|reverse|random:SEED
  uint64_t orderSeed;
  bool interpret;                  // CUDASIM_EXECUTE=host|ptx, whether what runs is PTX text or a host build
  bool lazy;                       // CUDASIM_ASYNC=eager|lazy; lazy: work runs only when something waits for it
  int threads;                     // CUDASIM_THREADS, host threads that share the groups of a launch
  int devices;                     // CUDASIM_DEVICES
  int computeCapability;           // CUDASIM_CC, for example 75
  int driverVersion;               // CUDASIM_DRIVER, for example 12060
  size_t memoryBytes;              // CUDASIM_MEM, of each device
  bool recover;                    // CUDASIM_RECOVER=0|1, whether a new context works after a fault
  bool trace;                      // CUDASIM_TRACE=0|1, a line on stderr for every call
};

const Settings& settings();

// Sets one switch, CUDASIM_FAIL included; a null value goes back to what the environment says.
// Returns whether the key is known and the value makes sense.
bool configure(const char* key, const char* valueOrNull);

}  // namespace cudasim
