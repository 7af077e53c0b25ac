// What every driver function does first.
#pragma once

#include <mutex>

#include "context.h"
#include "cuda_types.h"

#define API extern "C" __attribute__((visibility("default")))

namespace cudasim {

enum class Needs { NOTHING, INITIALISED, CONTEXT };

// Holds the simulator's one lock while a driver function runs, counts and traces the call, and finds out whether it
// has to be refused: by a planned failure, by a driver too old to have the function, by a missing cuInit or context,
// or by an earlier fault of the device. A function that sees an error returns it and does nothing else.
class ApiCall {
 public:
  ApiCall(const char* function, Needs needs);

  // Only for a function that needs a context.
  Context& context() const { return *currentContext(); }

  CUresult error;

 private:
  std::lock_guard<std::mutex> lock_;
};

// To be called when cuInit succeeds.
void setInitialised();

}  // namespace cudasim
