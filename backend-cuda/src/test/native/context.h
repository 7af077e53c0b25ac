// Contexts: what owns memory and streams, and what a fault poisons.
#pragma once

#include "cuda_types.h"
#include "process_fault.h"

namespace cudasim {

struct Stream;

// Never deleted, so that a stale handle is answered instead of followed.
struct Context {
  int device = 0;
  bool primary = false;
  bool alive = false;
  unsigned flags = 0;
  int references = 0;                         // of a primary context
  CUresult stickyError = CUDA_SUCCESS;        // of this context alone
  Stream* legacyStream = nullptr;             // the one with the null handle

  // What it answers to everything; CUDA_SUCCESS where it works.
  CUresult failure() const { return processFault() != CUDA_SUCCESS ? processFault() : stickyError; }

  // The first fault is the one that stays.
  void poison(CUresult code) {
    if (stickyError == CUDA_SUCCESS) stickyError = code;
    if (endsProcess(code)) noteProcessFault(code);
  }
};

// Of the calling thread; null where there is none.
Context* currentContext();

}  // namespace cudasim
