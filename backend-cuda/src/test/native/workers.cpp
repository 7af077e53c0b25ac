#include "workers.h"

#include <pthread.h>
#include <signal.h>

#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <mutex>

#include "access_violation.h"
#include "group_runner.h"
#include "launch_progress.h"
#include "ptx/program_runner.h"
#include "settings.h"

namespace cudasim {
namespace {

// One launch at a time. The threads stay for the next one, for ever: they are never joined and this object is never
// destroyed, because at the end of a JVM they are still waiting here.
class Workers {
 public:
  void run(LaunchProgress& progress, int threads) {
    std::unique_lock<std::mutex> lock(lock_);
    while (started_ < threads) startThread();
    progress_ = &progress;
    invited_ = threads;
    busy_ = threads;
    launchNumber_++;
    launched_.notify_all();
    finished_.wait(lock, [this] { return busy_ == 0; });
    progress_ = nullptr;
  }

 private:
  void startThread() {
    // Signals meant for the process go to the JVM's threads. Those of a thread's own making cannot be blocked.
    sigset_t all;
    sigset_t previous;
    sigfillset(&all);
    for (int own : {SIGSEGV, SIGBUS, SIGFPE, SIGILL}) sigdelset(&all, own);
    pthread_sigmask(SIG_SETMASK, &all, &previous);
    pthread_t thread;
    if (pthread_create(&thread, nullptr, &Workers::threadMain, this) != 0) {
      fprintf(stderr, "cudasim: no thread to run kernels\n");
      abort();
    }
    pthread_detach(thread);
    pthread_sigmask(SIG_SETMASK, &previous, nullptr);
    started_++;
  }

  static void* threadMain(void* workers) {
    static_cast<Workers*>(workers)->serve();
    return nullptr;
  }

  void serve() {
    prepareHandlerStack();
    GroupRunner& runner = *new GroupRunner();
    std::unique_lock<std::mutex> lock(lock_);
    int number = arrived_++;
    uint64_t served = 0;
    for (;;) {
      launched_.wait(lock, [&] { return launchNumber_ != served; });
      served = launchNumber_;
      if (progress_ == nullptr || number >= invited_) continue;
      LaunchProgress& progress = *progress_;
      lock.unlock();
      if (progress.launch.program != nullptr) {
        ptx::runGroups(progress);
      } else {
        runner.run(progress);
      }
      lock.lock();
      if (--busy_ == 0) finished_.notify_one();
    }
  }

  std::mutex lock_;
  std::condition_variable launched_;
  std::condition_variable finished_;
  LaunchProgress* progress_ = nullptr;
  uint64_t launchNumber_ = 0;
  int started_ = 0;
  int arrived_ = 0;
  int invited_ = 0;
  int busy_ = 0;
};

}  // namespace

Fault runOnWorkers(const Launch& launch) {
  static Workers& workers = *new Workers();
  catchAccessViolations();
  LaunchProgress progress(launch);
  workers.run(progress, settings().threads);
  return progress.fault();
}

}  // namespace cudasim
