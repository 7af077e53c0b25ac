#include "stream.h"

#include <set>
#include <utility>
#include <vector>

#include "api_call.h"
#include "capture.h"
#include "settings.h"

namespace cudasim {
namespace {

std::set<Stream*>& liveStreams() {
  static std::set<Stream*>& instance = *new std::set<Stream*>();
  return instance;
}

uint64_t& sequenceCounter() {
  static uint64_t next = 1;
  return next;
}

// The legacy stream and the blocking streams of a context wait for each other's earlier work.
void runImplicitDependencies(Stream& stream, uint64_t sequence) {
  Context& context = *stream.context;
  if (stream.isBlocking()) {
    runBefore(*context.legacyStream, sequence);
  } else if (stream.isLegacy()) {
    for (Stream* each : liveStreams()) {
      if (each->context == &context && each->isBlocking()) runBefore(*each, sequence);
    }
  }
}

void deleteStream(Stream* stream) {
  forgetStream(*stream);
  liveStreams().erase(stream);
  delete stream;
}

}  // namespace

Stream* newStream(Context& context, unsigned flags, int priority) {
  Stream* made = new Stream();
  made->context = &context;
  made->flags = flags;
  made->priority = priority;
  liveStreams().insert(made);
  return made;
}

void deleteStreamsOf(Context& context) {
  std::vector<Stream*> doomed;
  for (Stream* each : liveStreams()) {
    if (each->context == &context) doomed.push_back(each);
  }
  for (Stream* each : doomed) deleteStream(each);
}

Stream* findStream(Context& context, CUstream handle) {
  size_t number = reinterpret_cast<size_t>(handle);
  if (number == 0 || number == LEGACY_STREAM_HANDLE) return context.legacyStream;
  if (number == PER_THREAD_STREAM_HANDLE) return nullptr;  // not simulated
  Stream* stream = reinterpret_cast<Stream*>(handle);
  return liveStreams().count(stream) != 0 && stream->context == &context ? stream : nullptr;
}

CUresult submit(Stream& stream, Operation operation) {
  if (stream.capture != nullptr) return captureOperation(stream, std::move(operation));
  if (stream.isLegacy()) {
    if (CUresult refused = refuseLegacyUse(*stream.context)) return refused;
  }
  stream.queue.push_back({sequenceCounter()++, std::move(operation)});
  if (!settings().lazy) runAll(stream);
  return CUDA_SUCCESS;
}

uint64_t nextSequence() { return sequenceCounter(); }

void runOne(Stream& stream) {
  if (stream.queue.empty()) return;
  QueuedWork work = std::move(stream.queue.front());
  stream.queue.pop_front();
  // Every dependency was submitted earlier, so this ends.
  runImplicitDependencies(stream, work.sequence);
  Context& context = *stream.context;
  if (context.failure() != CUDA_SUCCESS) return;  // a poisoned context runs nothing more
  if (Fault failed = work.operation.run()) context.poison(report(failed));
}

void runBefore(Stream& stream, uint64_t sequence) {
  while (!stream.queue.empty() && stream.queue.front().sequence < sequence) runOne(stream);
}

void runAll(Stream& stream) {
  // To wait for the legacy stream is to wait for the blocking streams too, even where it has no work of its own.
  if (stream.isLegacy()) runImplicitDependencies(stream, nextSequence());
  runBefore(stream, nextSequence());
}

void runAll(Context& context) {
  for (Stream* each : liveStreams()) {
    if (each->context == &context) runBefore(*each, nextSequence());
  }
}

}  // namespace cudasim

using namespace cudasim;

API CUresult cuStreamCreateWithPriority(CUstream* created, unsigned flags, int priority) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  if (created == nullptr || flags > CU_STREAM_NON_BLOCKING) return CUDA_ERROR_INVALID_VALUE;
  *created = reinterpret_cast<CUstream>(newStream(call.context(), flags, priority));
  return CUDA_SUCCESS;
}

API CUresult cuStreamCreate(CUstream* created, unsigned flags) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  if (created == nullptr || flags > CU_STREAM_NON_BLOCKING) return CUDA_ERROR_INVALID_VALUE;
  *created = reinterpret_cast<CUstream>(newStream(call.context(), flags, 0));
  return CUDA_SUCCESS;
}

API CUresult cuStreamDestroy_v2(CUstream handle) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  Stream* stream = findStream(call.context(), handle);
  if (stream == nullptr || stream->isLegacy()) return CUDA_ERROR_INVALID_HANDLE;
  // The driver lets the stream's work finish behind the caller's back.
  runAll(*stream);
  deleteStream(stream);
  return CUDA_SUCCESS;
}

API CUresult cuStreamSynchronize(CUstream handle) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  Stream* stream = findStream(call.context(), handle);
  if (stream == nullptr) return CUDA_ERROR_INVALID_HANDLE;
  if (CUresult refused = refuseStreamWait(*stream)) return refused;
  runAll(*stream);
  return call.context().failure();
}

API CUresult cuStreamQuery(CUstream handle) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  Stream* stream = findStream(call.context(), handle);
  if (stream == nullptr) return CUDA_ERROR_INVALID_HANDLE;
  if (CUresult refused = refuseStreamWait(*stream)) return refused;
  if (stream->queue.empty()) return CUDA_SUCCESS;
  runOne(*stream);
  return CUDA_ERROR_NOT_READY;
}

API CUresult cuStreamGetFlags(CUstream handle, unsigned* flags) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  Stream* stream = findStream(call.context(), handle);
  if (stream == nullptr) return CUDA_ERROR_INVALID_HANDLE;
  *flags = stream->flags;
  return CUDA_SUCCESS;
}

API CUresult cuStreamGetPriority(CUstream handle, int* priority) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  Stream* stream = findStream(call.context(), handle);
  if (stream == nullptr) return CUDA_ERROR_INVALID_HANDLE;
  *priority = stream->priority;
  return CUDA_SUCCESS;
}

API CUresult cuStreamGetCtx(CUstream handle, CUcontext* context) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  Stream* stream = findStream(call.context(), handle);
  if (stream == nullptr) return CUDA_ERROR_INVALID_HANDLE;
  *context = reinterpret_cast<CUcontext>(stream->context);
  return CUDA_SUCCESS;
}
