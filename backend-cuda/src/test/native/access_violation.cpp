#include "access_violation.h"

#include <signal.h>
#include <sys/mman.h>

#include <cstddef>
#include <mutex>

#include "group_runner.h"

namespace cudasim {
namespace {

constexpr size_t HANDLER_STACK_BYTES = 64 * 1024;

struct sigaction previousSegv;
struct sigaction previousBus;

// A JVM uses access violations for its own purposes, such as null checks, so everything that did not happen in a
// kernel goes on to whoever was there before.
void passOn(int signal, siginfo_t* info, void* context) {
  const struct sigaction& previous = signal == SIGSEGV ? previousSegv : previousBus;
  if ((previous.sa_flags & SA_SIGINFO) != 0) {
    previous.sa_sigaction(signal, info, context);
  } else if (previous.sa_handler == SIG_DFL || previous.sa_handler == SIG_IGN) {
    // The access is tried again when this returns, and then ends the process as it would have without a simulator.
    sigaction(signal, &previous, nullptr);
  } else {
    previous.sa_handler(signal);
  }
}

void onAccessViolation(int signal, siginfo_t* info, void* context) {
  if (GroupRunner* runner = GroupRunner::current()) runner->abandonAt(info->si_addr);
  passOn(signal, info, context);
}

void install(int signal, struct sigaction* previous) {
  sigaction(signal, nullptr, previous);
  // The mask and flags that the previous handler counts on, since it may be called from ours.
  struct sigaction ours = *previous;
  ours.sa_flags = (previous->sa_flags & ~static_cast<int>(SA_RESETHAND)) | SA_SIGINFO | SA_ONSTACK;
  ours.sa_sigaction = onAccessViolation;
  sigaction(signal, &ours, nullptr);
}

}  // namespace

void catchAccessViolations() {
  static std::once_flag once;
  std::call_once(once, [] {
    install(SIGSEGV, &previousSegv);
    install(SIGBUS, &previousBus);
  });
}

void prepareHandlerStack() {
  void* memory =
      mmap(nullptr, HANDLER_STACK_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) return;
  stack_t stack{};
  stack.ss_sp = memory;
  stack.ss_size = HANDLER_STACK_BYTES;
  sigaltstack(&stack, nullptr);
}

}  // namespace cudasim
