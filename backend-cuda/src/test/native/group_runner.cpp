#include "group_runner.h"

#include <algorithm>

#include "memory.h"

extern "C" {
__thread cudasim::Lane* cudasim_lane = nullptr;
}

namespace cudasim {
namespace {

// Initial-exec, because the first use of any other thread-local variable may allocate, which a signal handler must not.
__thread GroupRunner* activeRunner __attribute__((tls_model("initial-exec"))) = nullptr;

}  // namespace

GroupRunner* GroupRunner::current() { return activeRunner; }

void GroupRunner::run(LaunchProgress& progress) {
  startLaunch(progress);
  // The functions called from here own nothing in local variables: abandon() leaves them without unwinding.
  if (sigsetjmp(escape_, 1) == 0) {
    activeRunner = this;
    uint64_t group;
    while (progress.takeGroup(&group)) runGroup(group);
    activeRunner = nullptr;
    return;
  }
  activeRunner = nullptr;
  if (faultAddress_ != nullptr) {
    abandoned_ = fault(CUDA_ERROR_ILLEGAL_ADDRESS, "an access %s",
                       describeAddress(reinterpret_cast<uintptr_t>(faultAddress_)).c_str());
    faultAddress_ = nullptr;
  }
  abandoned_.message = placeOfFault() + abandoned_.message;
  progress.fail(abandoned_);
  forgetFibers();
}

void GroupRunner::startLaunch(LaunchProgress& progress) {
  progress_ = &progress;
  launch_ = &progress.launch;
  // Only read through: the kernel takes its parameters by value.
  values_.clear();
  for (const uint64_t& each : launch_->values) values_.push_back(const_cast<uint64_t*>(&each));
  for (int d = 0; d < 3; d++) {
    position_.groups[d] = launch_->groups[d];
    position_.lanes[d] = launch_->kernel->build->lanes[d];
  }
  laneOrder_.clear();
  for (int z = 0; z < position_.lanes[2]; z++) {
    for (int y = 0; y < position_.lanes[1]; y++) {
      for (int x = 0; x < position_.lanes[0]; x++) laneOrder_.push_back({{x, y, z}});
    }
  }
  if (progress.order.kind() == LaneOrder::REVERSE) std::reverse(laneOrder_.begin(), laneOrder_.end());
  localMemory_.startLaunch();
}

void GroupRunner::runGroup(uint64_t group) {
  uint64_t width = static_cast<uint64_t>(position_.groups[0]);
  uint64_t height = static_cast<uint64_t>(position_.groups[1]);
  position_.group[0] = static_cast<int>(group % width);
  position_.group[1] = static_cast<int>(group / width % height);
  position_.group[2] = static_cast<int>(group / width / height);
  localMemory_.startGroup();
  OrderRandom random = progress_->order.randomFor(group);
  bool randomOrder = progress_->order.kind() == LaneOrder::RANDOM;
  if (randomOrder) shuffle(laneOrder_, random);
  startLanes();
  while (!waiting_.empty()) {
    requireSameBarrier();
    if (randomOrder) shuffle(waiting_, random);
    passBarriers();
  }
  abandoned_ = localMemory_.damage();
  if (abandoned_) siglongjmp(escape_, 1);
}

void GroupRunner::startLanes() {
  lanesStarted_ = 0;
  lanesFinished_ = 0;
  while (static_cast<size_t>(lanesStarted_) < laneOrder_.size()) {
    if (idle_.empty()) {
      fibers_.push_back(std::make_unique<LaneFiber>(&GroupRunner::runLanesForEver, this));
      idle_.push_back(fibers_.back().get());
    }
    LaneFiber* next = idle_.back();
    idle_.pop_back();
    resume(next);
  }
}

void GroupRunner::passBarriers() {
  passing_.swap(waiting_);
  waiting_.clear();
  for (LaneFiber* each : passing_) resume(each);
}

// Afterwards the fiber is either waiting at a barrier or idle.
void GroupRunner::resume(LaneFiber* fiber) {
  running_ = fiber;
  cudasim_lane = &fiber->lane;
  fiber->atBarrier = false;
  fiber->fiber.resume();
  (fiber->atBarrier ? waiting_ : idle_).push_back(fiber);
}

void GroupRunner::runLanesForEver(void* runner) {
  GroupRunner* self = static_cast<GroupRunner*>(runner);
  for (;;) {
    LaneFiber* own = self->running_;
    self->launch_->kernel->build->runLanes(self->values_.data());
    own->fiber.suspend();
  }
}

bool GroupRunner::nextLane() {
  if (running_->hasLane) {
    running_->hasLane = false;
    lanesFinished_++;
  }
  if (static_cast<size_t>(lanesStarted_) == laneOrder_.size()) return false;
  const LocalId& id = laneOrder_[static_cast<size_t>(lanesStarted_++)];
  for (int d = 0; d < 3; d++) running_->lane.local[d] = id.local[d];
  running_->lane.position = &position_;
  running_->hasLane = true;
  return true;
}

void GroupRunner::waitAtBarrier(const char* file, int line) {
  LaneFiber* own = running_;
  own->file = file;
  own->line = line;
  own->atBarrier = true;
  own->fiber.suspend();
}

void GroupRunner::requireSameBarrier() {
  const LaneFiber* first = waiting_.front();
  for (const LaneFiber* each : waiting_) {
    if (each->line != first->line || each->file != first->file) {
      abandoned_ = fault(CUDA_ERROR_LAUNCH_FAILED, "some lanes wait at the barrier of %s:%d, others at that of %s:%d",
                         first->file, first->line, each->file, each->line);
      siglongjmp(escape_, 1);
    }
  }
  if (lanesFinished_ > 0) {
    abandoned_ = fault(CUDA_ERROR_LAUNCH_FAILED, "%d of %zu lanes ended while the others wait at the barrier of %s:%d",
                       lanesFinished_, laneOrder_.size(), first->file, first->line);
    siglongjmp(escape_, 1);
  }
}

void* GroupRunner::localArray(const void* key, size_t bytes, const char* name) {
  void* array = localMemory_.array(key, bytes, name);
  if (array == nullptr) {
    abandon(CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES, std::string("no local memory is left for ") + name);
  }
  return array;
}

void GroupRunner::abandon(CUresult code, const std::string& what) {
  abandoned_.code = code;
  abandoned_.message = what;
  siglongjmp(escape_, 1);
}

void GroupRunner::abandonAt(const void* address) {
  // A null address still has to tell the two kinds of failure apart.
  faultAddress_ = address != nullptr ? address : reinterpret_cast<const void*>(1);
  siglongjmp(escape_, 1);
}

std::string GroupRunner::placeOfFault() const {
  const int* local = running_->lane.local;
  const int* group = position_.group;
  Fault text = fault(CUDA_SUCCESS, "kernel %s, lane (%d, %d, %d) of group (%d, %d, %d): ", launch_->kernel->build->name,
                     local[0], local[1], local[2], group[0], group[1], group[2]);
  return text.message;
}

// Their lanes were left in the middle.
void GroupRunner::forgetFibers() {
  idle_.clear();
  waiting_.clear();
  passing_.clear();
  for (const std::unique_ptr<LaneFiber>& each : fibers_) {
    each->fiber.restart();
    each->hasLane = false;
    idle_.push_back(each.get());
  }
}

}  // namespace cudasim
