#include "capture.h"

#include <pthread.h>

#include <set>
#include <utility>
#include <vector>

#include "api_call.h"
#include "graph.h"
#include "stream.h"

namespace cudasim {

struct Capture {
  uint64_t number;
  Stream* origin;
  CUstreamCaptureMode mode;
  pthread_t thread;
  bool invalidated = false;
  std::unique_ptr<Graph> graph;
  // Of each stream that takes part: what its next operation will come after, its own operations included.
  std::map<Stream*, CaptureProgress> progress;
  // Of each stream: the numbers of its nodes, in its order.
  std::map<const Stream*, std::vector<size_t>> nodes;
};

namespace {

std::set<Capture*>& captures() {
  static std::set<Capture*>& instance = *new std::set<Capture*>();
  return instance;
}

thread_local CUstreamCaptureMode threadMode = CU_STREAM_CAPTURE_MODE_GLOBAL;

CUresult invalidate(Capture& capture, CUresult code, const char* what) {
  capture.invalidated = true;
  return report(fault(code, "%s during a stream capture: the capture is invalidated", what));
}

Capture* findCapture(uint64_t number) {
  for (Capture* each : captures()) {
    if (each->number == number) return each;
  }
  return nullptr;
}

void mergeProgress(CaptureProgress& into, const CaptureProgress& from) {
  for (const auto& entry : from) {
    size_t& known = into[entry.first];
    if (known < entry.second) known = entry.second;
  }
}

// The last node of each stream before that point; the earlier ones come before it by edges of their own.
std::vector<size_t> lastNodes(const Capture& capture, const CaptureProgress& point) {
  std::vector<size_t> last;
  for (const auto& entry : point) {
    if (entry.second > 0) last.push_back(capture.nodes.at(entry.first)[entry.second - 1]);
  }
  return last;
}

// Every operation of every stream that takes part comes before the end of the origin.
bool allJoined(const Capture& capture) {
  const CaptureProgress& origin = capture.progress.at(capture.origin);
  for (const auto& entry : capture.progress) {
    auto own = entry.second.find(entry.first);
    if (own == entry.second.end()) continue;
    auto seen = origin.find(entry.first);
    if (seen == origin.end() || seen->second < own->second) return false;
  }
  return true;
}

void endCapture(Capture* capture) {
  for (const auto& entry : capture->progress) entry.first->capture = nullptr;
  captures().erase(capture);
  delete capture;
}

// Whether a capture forbids this thread the calls that CUDA names potentially unsafe.
bool forbidsUnsafeCalls(const Capture& capture) {
  if (threadMode == CU_STREAM_CAPTURE_MODE_RELAXED) return false;
  if (pthread_equal(capture.thread, pthread_self())) return capture.mode != CU_STREAM_CAPTURE_MODE_RELAXED;
  return threadMode == CU_STREAM_CAPTURE_MODE_GLOBAL && capture.mode == CU_STREAM_CAPTURE_MODE_GLOBAL;
}

}  // namespace

CUresult captureOperation(Stream& stream, Operation operation) {
  Capture& capture = *stream.capture;
  if (capture.invalidated) return CUDA_ERROR_STREAM_CAPTURE_INVALIDATED;
  CaptureProgress& progress = capture.progress[&stream];
  GraphNodes& nodes = capture.graph->nodes;
  capture.nodes[&stream].push_back(nodes.size());
  nodes.push_back({std::move(operation), lastNodes(capture, progress)});
  progress[&stream]++;
  return CUDA_SUCCESS;
}

CUresult capturePoint(Stream& stream, std::shared_ptr<CapturePoint>* point) {
  Capture& capture = *stream.capture;
  if (capture.invalidated) return CUDA_ERROR_STREAM_CAPTURE_INVALIDATED;
  *point = std::make_shared<CapturePoint>(CapturePoint{capture.number, capture.progress[&stream]});
  return CUDA_SUCCESS;
}

CUresult joinCapture(Stream& stream, const CapturePoint& point) {
  Capture* capture = findCapture(point.capture);
  if (capture == nullptr) return CUDA_ERROR_CAPTURED_EVENT;  // the capture is over: nothing will ever reach the event
  if (capture->invalidated) return CUDA_ERROR_STREAM_CAPTURE_INVALIDATED;
  if (stream.isLegacy()) {
    return invalidate(*capture, CUDA_ERROR_STREAM_CAPTURE_IMPLICIT, "the legacy stream waited for a captured event");
  }
  if (stream.capture != nullptr && stream.capture != capture) {
    stream.capture->invalidated = true;
    return invalidate(*capture, CUDA_ERROR_STREAM_CAPTURE_MERGE, "a stream of another capture waited for an event");
  }
  stream.capture = capture;
  mergeProgress(capture->progress[&stream], point.progress);
  return CUDA_SUCCESS;
}

void forgetStream(Stream& stream) {
  Capture* capture = stream.capture;
  if (capture == nullptr) return;
  if (capture->origin == &stream) {
    endCapture(capture);
    return;
  }
  capture->invalidated = true;
  capture->progress.erase(&stream);
}

CUresult refuseUnsafeCall() {
  CUresult refused = CUDA_SUCCESS;
  for (Capture* each : captures()) {
    if (forbidsUnsafeCalls(*each)) {
      refused = invalidate(*each, CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED, "a call that may synchronise was made");
    }
  }
  return refused;
}

CUresult refuseContextWait(Context& context) {
  CUresult refused = CUDA_SUCCESS;
  for (Capture* each : captures()) {
    if (each->origin->context == &context) {
      refused = invalidate(*each, CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED, "the context was waited for");
    }
  }
  return refused;
}

CUresult refuseStreamWait(Stream& stream) {
  if (stream.capture != nullptr) return breakCapture(stream, "the capturing stream was waited for or asked after");
  return stream.isLegacy() ? refuseLegacyWait(*stream.context) : refuseUnsafeCall();
}

CUresult refuseLegacyUse(Context& context) {
  CUresult refused = CUDA_SUCCESS;
  for (Capture* each : captures()) {
    bool dependent = false;
    for (const auto& entry : each->progress) {
      dependent = dependent || (entry.first->context == &context && entry.first->isBlocking());
    }
    if (dependent) refused = invalidate(*each, CUDA_ERROR_STREAM_CAPTURE_IMPLICIT, "the legacy stream was used");
  }
  return refused;
}

CUresult refuseLegacyWait(Context& context) {
  if (CUresult refused = refuseLegacyUse(context)) return refused;
  return refuseUnsafeCall();
}

CUresult refuseCapturedEvent(const CapturePoint& point) {
  Capture* capture = findCapture(point.capture);
  if (capture == nullptr) return CUDA_ERROR_CAPTURED_EVENT;
  return invalidate(*capture, CUDA_ERROR_CAPTURED_EVENT, "a captured event was waited for or asked after");
}

CUresult refuseIsolation(Stream& stream) {
  return invalidate(*stream.capture, CUDA_ERROR_STREAM_CAPTURE_ISOLATION,
                    "the capturing stream waited for an event recorded outside of the capture");
}

CUresult breakCapture(Stream& stream, const char* what) {
  return invalidate(*stream.capture, CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED, what);
}

}  // namespace cudasim

using namespace cudasim;

API CUresult cuStreamBeginCapture_v2(CUstream handle, CUstreamCaptureMode mode) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  if (mode < CU_STREAM_CAPTURE_MODE_GLOBAL || mode > CU_STREAM_CAPTURE_MODE_RELAXED) return CUDA_ERROR_INVALID_VALUE;
  Stream* stream = findStream(call.context(), handle);
  if (stream == nullptr) return CUDA_ERROR_INVALID_HANDLE;
  if (stream->isLegacy()) return CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED;
  if (stream->capture != nullptr) return CUDA_ERROR_ILLEGAL_STATE;
  static uint64_t captureCounter = 0;
  Capture* capture = new Capture();
  capture->number = ++captureCounter;
  capture->origin = stream;
  capture->mode = mode;
  capture->thread = pthread_self();
  capture->graph.reset(new Graph());
  capture->progress[stream];
  stream->capture = capture;
  captures().insert(capture);
  return CUDA_SUCCESS;
}

API CUresult cuStreamEndCapture(CUstream handle, CUgraph* captured) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  Stream* stream = findStream(call.context(), handle);
  if (stream == nullptr) return CUDA_ERROR_INVALID_HANDLE;
  if (captured == nullptr) return CUDA_ERROR_INVALID_VALUE;
  *captured = nullptr;
  Capture* capture = stream->capture;
  if (capture == nullptr) return CUDA_ERROR_ILLEGAL_STATE;
  if (capture->mode != CU_STREAM_CAPTURE_MODE_RELAXED && !pthread_equal(capture->thread, pthread_self())) {
    return CUDA_ERROR_STREAM_CAPTURE_WRONG_THREAD;
  }
  if (capture->origin != stream) {
    capture->invalidated = true;
    return CUDA_ERROR_STREAM_CAPTURE_UNMATCHED;
  }
  CUresult outcome = capture->invalidated  ? CUDA_ERROR_STREAM_CAPTURE_INVALIDATED
                     : allJoined(*capture) ? CUDA_SUCCESS
                                           : CUDA_ERROR_STREAM_CAPTURE_UNJOINED;
  if (outcome == CUDA_SUCCESS) *captured = publishGraph(std::move(capture->graph));
  endCapture(capture);
  return outcome;
}

API CUresult cuStreamIsCapturing(CUstream handle, CUstreamCaptureStatus* status) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  Stream* stream = findStream(call.context(), handle);
  if (stream == nullptr) return CUDA_ERROR_INVALID_HANDLE;
  if (stream->capture == nullptr) {
    *status = CU_STREAM_CAPTURE_STATUS_NONE;
  } else {
    *status = stream->capture->invalidated ? CU_STREAM_CAPTURE_STATUS_INVALIDATED : CU_STREAM_CAPTURE_STATUS_ACTIVE;
  }
  return CUDA_SUCCESS;
}

API CUresult cuThreadExchangeStreamCaptureMode(CUstreamCaptureMode* mode) {
  ApiCall call(__func__, Needs::INITIALISED);
  if (call.error) return call.error;
  if (mode == nullptr || *mode < CU_STREAM_CAPTURE_MODE_GLOBAL || *mode > CU_STREAM_CAPTURE_MODE_RELAXED) {
    return CUDA_ERROR_INVALID_VALUE;
  }
  std::swap(*mode, threadMode);
  return CUDA_SUCCESS;
}
