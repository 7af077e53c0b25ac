#include "fiber.h"

#include <sys/mman.h>

#include <atomic>
#include <cstddef>
#include <cstdio>
#include <cstdlib>

namespace cudasim {
namespace {

constexpr size_t PAGE = 4096;
constexpr size_t STACK_BYTES = 64 * 1024;

__thread Fiber* entering = nullptr;

// Stacks that all begin at the same place of a page compete for the same few lines of the cache.
size_t nextColour() {
  static std::atomic<size_t> fibers{0};
  constexpr size_t HOT_BYTES = 320;
  return fibers++ * HOT_BYTES % PAGE / 64 * 64;
}

}  // namespace

Fiber::Fiber(void (*body)(void*), void* argument) : body_(body), argument_(argument) {
  void* mapping = mmap(nullptr, PAGE + STACK_BYTES, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
  if (mapping == MAP_FAILED) {
    fprintf(stderr, "cudasim: no memory for the stack of a fiber\n");
    abort();
  }
  mprotect(mapping, PAGE, PROT_NONE);  // stacks grow down: what overflows faults here
  stack_ = static_cast<char*>(mapping);
  colour_ = nextColour();
}

Fiber::~Fiber() { munmap(stack_, PAGE + STACK_BYTES); }

void Fiber::enter() {
  Fiber* self = entering;
  self->body_(self->argument_);
  abort();
}

// setcontext gives the new stack; after that setjmp and longjmp switch, which need no system call.
void Fiber::resume() {
  if (_setjmp(outside_) != 0) return;
  if (started_) _longjmp(inside_, 1);
  started_ = true;
  entering = this;
  getcontext(&start_);
  start_.uc_stack.ss_sp = stack_ + PAGE;
  start_.uc_stack.ss_size = STACK_BYTES - colour_;
  start_.uc_link = nullptr;
  makecontext(&start_, &Fiber::enter, 0);
  setcontext(&start_);
}

void Fiber::suspend() {
  if (_setjmp(inside_) == 0) _longjmp(outside_, 1);
}

void Fiber::restart() { started_ = false; }

}  // namespace cudasim
