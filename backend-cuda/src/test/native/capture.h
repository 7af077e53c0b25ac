// Stream capture: what is submitted to a stream becomes a graph instead of running; some calls are refused meanwhile.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>

#include "cuda_types.h"
#include "operation.h"

namespace cudasim {

struct Context;
struct Graph;
struct Stream;

// How many operations of each stream of a capture lie before a point in it.
using CaptureProgress = std::map<const Stream*, size_t>;

// What an event recorded in a capturing stream stands for.
struct CapturePoint {
  uint64_t capture;
  CaptureProgress progress;
};

// While a stream is being captured.
CUresult captureOperation(Stream& stream, Operation operation);
CUresult capturePoint(Stream& stream, std::shared_ptr<CapturePoint>* point);
CUresult joinCapture(Stream& stream, const CapturePoint& point);

// Before a stream is deleted: its capture can no longer succeed.
void forgetStream(Stream& stream);

// Each of these answers the error for something a capture under way forbids, having invalidated the capture, or
// CUDA_SUCCESS where it is allowed.

// A call that may synchronise behind the caller's back, such as an allocation. Depends on the capture mode.
CUresult refuseUnsafeCall();
// Waiting for a whole context.
CUresult refuseContextWait(Context& context);
// Waiting for or asking after one stream.
CUresult refuseStreamWait(Stream& stream);
// Work in the legacy stream, which a capturing blocking stream would have to wait for.
CUresult refuseLegacyUse(Context& context);
// The same, and waiting for it.
CUresult refuseLegacyWait(Context& context);
// Waiting for or asking after an event that was recorded in a capture.
CUresult refuseCapturedEvent(const CapturePoint& point);
// Making captured work depend on work outside the capture.
CUresult refuseIsolation(Stream& stream);
// Anything else that a capture forbids always.
CUresult breakCapture(Stream& stream, const char* what);

}  // namespace cudasim
