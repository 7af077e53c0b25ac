// Contexts: what owns memory and streams, and what a fault poisons.
#pragma once

#include "cuda_types.h"

namespace cudasim {

struct Stream;

// Never deleted, so that a stale handle is answered instead of followed.
struct Context {
  int device = 0;
  bool primary = false;
  bool alive = false;
  unsigned flags = 0;
  int references = 0;                         // of a primary context
  CUresult stickyError = CUDA_SUCCESS;
  Stream* legacyStream = nullptr;             // the one with the null handle

  // The first fault is the one that stays.
  void poison(CUresult code) {
    if (stickyError == CUDA_SUCCESS) stickyError = code;
  }
};

// Of the calling thread; null where there is none.
Context* currentContext();

}  // namespace cudasim
