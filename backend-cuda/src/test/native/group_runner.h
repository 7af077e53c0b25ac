// Runs work-groups on one thread.
//
// Every lane that waits at a barrier has a fiber of its own. A lane that ends hands its fiber on to the next lane, so a
// kernel without barriers runs as a plain loop on a single fiber, and nobody has to say beforehand which kernels those
// are.
#pragma once

#include <setjmp.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "fiber.h"
#include "kernel_abi.h"
#include "launch_progress.h"
#include "local_memory.h"

namespace cudasim {

class GroupRunner {
 public:
  // Runs groups of a launch until none is left or one fails.
  void run(LaunchProgress& progress);

  // The runner whose kernel code the calling thread is in, or null. Safe in a signal handler.
  static GroupRunner* current();

  // For the kernel, on a fiber.
  bool nextLane();
  void waitAtBarrier(const char* file, int line);
  void* localArray(const void* key, size_t bytes, const char* name);

  // Gives the whole launch up, from anywhere inside a kernel.
  [[noreturn]] void abandon(CUresult code, const std::string& what);
  // The same from a signal handler, where no text can be made.
  [[noreturn]] void abandonAt(const void* address);

 private:
  struct LaneFiber {
    LaneFiber(void (*body)(void*), GroupRunner* runner) : fiber(body, runner) {}

    Fiber fiber;
    Lane lane{};
    bool hasLane = false;
    bool atBarrier = false;
    const char* file = nullptr;  // of the barrier
    int line = 0;
  };

  struct LocalId {
    int local[3];
  };

  static void runLanesForEver(void* runner);

  void startLaunch(LaunchProgress& progress);
  void runGroup(uint64_t group);
  void startLanes();
  void passBarriers();
  void requireSameBarrier();
  void resume(LaneFiber* fiber);
  void forgetFibers();
  std::string placeOfFault() const;

  const Launch* launch_ = nullptr;
  LaunchProgress* progress_ = nullptr;
  std::vector<void*> values_;
  GroupPosition position_{};
  LocalMemory localMemory_;

  std::vector<LocalId> laneOrder_;
  int lanesStarted_ = 0;
  int lanesFinished_ = 0;

  std::vector<std::unique_ptr<LaneFiber>> fibers_;
  std::vector<LaneFiber*> idle_;
  std::vector<LaneFiber*> waiting_;
  std::vector<LaneFiber*> passing_;
  LaneFiber* running_ = nullptr;

  sigjmp_buf escape_;
  Fault abandoned_;
  const void* faultAddress_ = nullptr;
};

}  // namespace cudasim
