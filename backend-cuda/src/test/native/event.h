// Events: marks in a stream that a host or another stream can wait for.
#pragma once

#include <cstdint>
#include <memory>

#include "capture.h"
#include "context.h"

namespace cudasim {

struct Stream;

// One recording of an event. It outlives the event, because queued waits still refer to it.
struct Mark {
  Stream* stream;      // only to be followed while the mark is not reached
  uint64_t sequence;   // of the work that reaches it
  bool reached = false;
  double milliseconds = 0;
};

struct Event {
  Context* context;
  unsigned flags;
  std::shared_ptr<Mark> mark;               // of the last recording; null before the first
  std::shared_ptr<CapturePoint> captured;   // instead, where the last recording was captured
};

// Before the streams of a context that ends.
void deleteEventsOf(Context& context);

}  // namespace cudasim
