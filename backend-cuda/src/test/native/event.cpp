#include "event.h"

#include <chrono>
#include <set>

#include "api_call.h"
#include "stream.h"

using namespace cudasim;

namespace {

std::set<Event*>& liveEvents() {
  static std::set<Event*>& instance = *new std::set<Event*>();
  return instance;
}

Event* findEvent(Context& context, CUevent handle) {
  Event* event = reinterpret_cast<Event*>(handle);
  return liveEvents().count(event) != 0 && event->context == &context ? event : nullptr;
}

double millisecondsNow() {
  auto sinceStart = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration<double, std::milli>(sinceStart).count();
}

// While a mark is not reached its stream is alive: a stream that is destroyed runs all its work first, and the events
// of a context end with it.
void runUntil(const Mark& mark) {
  if (!mark.reached) runBefore(*mark.stream, mark.sequence + 1);
}

CUresult recordEvent(Context& context, CUevent handle, CUstream streamHandle) {
  Event* event = findEvent(context, handle);
  Stream* stream = findStream(context, streamHandle);
  if (event == nullptr || stream == nullptr) return CUDA_ERROR_INVALID_HANDLE;
  if (stream->capture != nullptr) return capturePoint(*stream, &event->captured);
  auto mark = std::make_shared<Mark>();
  mark->stream = stream;
  mark->sequence = nextSequence();
  event->mark = mark;
  event->captured = nullptr;
  return submit(*stream, {CU_GRAPH_NODE_TYPE_EMPTY, [mark]() -> Fault {
                            mark->milliseconds = millisecondsNow();
                            mark->reached = true;
                            return Fault();
                          }});
}

CUresult refuseEventWait(const Event& event) {
  if (event.captured != nullptr) return refuseCapturedEvent(*event.captured);
  return refuseUnsafeCall();
}

}  // namespace

void cudasim::deleteEventsOf(Context& context) {
  for (auto each = liveEvents().begin(); each != liveEvents().end();) {
    Event* event = *each++;
    if (event->context != &context) continue;
    liveEvents().erase(event);
    delete event;
  }
}

API CUresult cuEventCreate(CUevent* created, unsigned flags) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  if (created == nullptr || flags > (CU_EVENT_BLOCKING_SYNC | CU_EVENT_DISABLE_TIMING)) return CUDA_ERROR_INVALID_VALUE;
  Event* event = new Event{&call.context(), flags, nullptr, nullptr};
  liveEvents().insert(event);
  *created = reinterpret_cast<CUevent>(event);
  return CUDA_SUCCESS;
}

API CUresult cuEventDestroy_v2(CUevent handle) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  Event* event = findEvent(call.context(), handle);
  if (event == nullptr) return CUDA_ERROR_INVALID_HANDLE;
  liveEvents().erase(event);
  delete event;
  return CUDA_SUCCESS;
}

API CUresult cuEventRecord(CUevent event, CUstream stream) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  return recordEvent(call.context(), event, stream);
}

API CUresult cuEventRecordWithFlags(CUevent event, CUstream stream, unsigned flags) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  if (flags != 0) return report(fault(CUDA_ERROR_NOT_SUPPORTED, "external event records are not simulated"));
  return recordEvent(call.context(), event, stream);
}

API CUresult cuStreamWaitEvent(CUstream streamHandle, CUevent handle, unsigned flags) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  Event* event = findEvent(call.context(), handle);
  Stream* stream = findStream(call.context(), streamHandle);
  if (event == nullptr || stream == nullptr) return CUDA_ERROR_INVALID_HANDLE;
  if (flags != 0) return report(fault(CUDA_ERROR_NOT_SUPPORTED, "external event waits are not simulated"));
  if (event->captured != nullptr) return joinCapture(*stream, *event->captured);
  if (stream->capture != nullptr) return refuseIsolation(*stream);
  if (event->mark == nullptr) return CUDA_SUCCESS;  // never recorded: nothing to wait for
  std::shared_ptr<Mark> mark = event->mark;
  return submit(*stream, {CU_GRAPH_NODE_TYPE_EMPTY, [mark]() -> Fault {
                            runUntil(*mark);
                            return Fault();
                          }});
}

API CUresult cuEventSynchronize(CUevent handle) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  Event* event = findEvent(call.context(), handle);
  if (event == nullptr) return CUDA_ERROR_INVALID_HANDLE;
  if (CUresult refused = refuseEventWait(*event)) return refused;
  if (event->mark != nullptr) runUntil(*event->mark);
  return call.context().failure();
}

API CUresult cuEventQuery(CUevent handle) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  Event* event = findEvent(call.context(), handle);
  if (event == nullptr) return CUDA_ERROR_INVALID_HANDLE;
  if (CUresult refused = refuseEventWait(*event)) return refused;
  if (event->mark == nullptr || event->mark->reached) return CUDA_SUCCESS;
  runOne(*event->mark->stream);
  return CUDA_ERROR_NOT_READY;
}

API CUresult cuEventElapsedTime(float* milliseconds, CUevent startHandle, CUevent endHandle) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  Event* start = findEvent(call.context(), startHandle);
  Event* end = findEvent(call.context(), endHandle);
  if (start == nullptr || end == nullptr) return CUDA_ERROR_INVALID_HANDLE;
  for (const Event* each : {start, end}) {
    if (each->captured != nullptr) return refuseCapturedEvent(*each->captured);
    if (each->mark == nullptr || (each->flags & CU_EVENT_DISABLE_TIMING) != 0) return CUDA_ERROR_INVALID_HANDLE;
  }
  if (!start->mark->reached || !end->mark->reached) return CUDA_ERROR_NOT_READY;
  *milliseconds = static_cast<float>(end->mark->milliseconds - start->mark->milliseconds);
  return CUDA_SUCCESS;
}
