// A function that can be left in the middle and gone on with later, on its own stack.
#pragma once

#include <setjmp.h>
#include <ucontext.h>

#include <cstddef>

namespace cudasim {

// A fiber stays on the thread that first resumed it.
class Fiber {
 public:
  // The body never returns: it suspends for good.
  Fiber(void (*body)(void* argument), void* argument);
  Fiber(const Fiber&) = delete;
  ~Fiber();

  // Starts the body or goes on with it, until it suspends.
  void resume();

  // Called on the fiber: goes back to where it was resumed.
  void suspend();

  // Forgets where the body was, so that it starts anew. Its stack is not unwound.
  void restart();

 private:
  static void enter();

  void (*body_)(void*);
  void* argument_;
  char* stack_;
  size_t colour_;
  bool started_ = false;
  ucontext_t start_;
  jmp_buf inside_;
  jmp_buf outside_;
};

}  // namespace cudasim
