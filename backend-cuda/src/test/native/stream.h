// Streams: queues of work for the device.
//
// In lazy mode queued work runs only when something waits for it, and then no more of it than the wait asks for. So a
// result that is read without waiting is still NaN, and a stream that forgot to wait for another one's event runs
// before it. In eager mode work runs as soon as it is submitted.
#pragma once

#include <cstdint>
#include <deque>

#include "context.h"
#include "operation.h"

namespace cudasim {

struct Capture;

struct QueuedWork {
  uint64_t sequence;  // of its submission, counted over all streams
  Operation operation;
};

struct Stream {
  Context* context;
  unsigned flags;
  int priority;
  std::deque<QueuedWork> queue;
  Capture* capture = nullptr;  // where its work goes while it is being captured

  bool isLegacy() const { return context->legacyStream == this; }

  // Ordered against the legacy stream.
  bool isBlocking() const { return !isLegacy() && (flags & CU_STREAM_NON_BLOCKING) == 0; }
};

Stream* newStream(Context& context, unsigned flags, int priority);
void deleteStreamsOf(Context& context);

// Null where the handle is no live stream of this context.
Stream* findStream(Context& context, CUstream handle);

// Captures the operation where the stream is being captured; else queues it, and in eager mode runs it. As on a real
// device, an operation that fails poisons the context and the error is seen by a later call.
CUresult submit(Stream& stream, Operation operation);

// The number that the next submitted work gets.
uint64_t nextSequence();

// Runs the work of the stream that was submitted before that number, and all it depends on.
void runBefore(Stream& stream, uint64_t sequence);

void runAll(Stream& stream);
void runAll(Context& context);

// Runs one piece of work, so that polling gets somewhere.
void runOne(Stream& stream);

}  // namespace cudasim
