#include "context.h"

#include <map>
#include <set>
#include <vector>

#include "api_call.h"
#include "capture.h"
#include "device.h"
#include "event.h"
#include "memory.h"
#include "stream.h"

namespace cudasim {
namespace {

std::vector<Context*>& contextStack() {
  thread_local std::vector<Context*> stack;
  return stack;
}

std::set<Context*>& knownContexts() {
  static std::set<Context*>& instance = *new std::set<Context*>();
  return instance;
}

Context* newContext(int device, bool primary) {
  Context* made = new Context();
  made->device = device;
  made->primary = primary;
  knownContexts().insert(made);
  return made;
}

Context& primaryContext(int device) {
  static std::map<int, Context*>& instances = *new std::map<int, Context*>();
  Context*& found = instances[device];
  if (found == nullptr) found = newContext(device, true);
  return *found;
}

void open(Context& context) {
  context.alive = true;
  context.stickyError = CUDA_SUCCESS;
  context.legacyStream = newStream(context, CU_STREAM_DEFAULT, 0);
}

// Work that has not run yet is dropped, as a device being reset drops it.
void close(Context& context) {
  context.alive = false;
  deleteEventsOf(context);
  deleteStreamsOf(context);
  context.legacyStream = nullptr;
  freeMemoryOf(context);
}

}  // namespace

Context* currentContext() { return contextStack().empty() ? nullptr : contextStack().back(); }

}  // namespace cudasim

using namespace cudasim;

API CUresult cuCtxCreate_v2(CUcontext* created, unsigned flags, CUdevice device) {
  ApiCall call(__func__, Needs::INITIALISED);
  if (call.error) return call.error;
  if (!deviceExists(device)) return CUDA_ERROR_INVALID_DEVICE;
  if (CUresult ended = processFault()) return ended;
  Context* context = newContext(device, false);
  context->flags = flags;
  open(*context);
  contextStack().push_back(context);
  *created = reinterpret_cast<CUcontext>(context);
  return CUDA_SUCCESS;
}

API CUresult cuCtxDestroy_v2(CUcontext handle) {
  ApiCall call(__func__, Needs::INITIALISED);
  if (call.error) return call.error;
  Context* context = reinterpret_cast<Context*>(handle);
  if (knownContexts().count(context) == 0 || context->primary || !context->alive) return CUDA_ERROR_INVALID_CONTEXT;
  if (currentContext() == context) contextStack().pop_back();
  close(*context);
  return CUDA_SUCCESS;
}

API CUresult cuDevicePrimaryCtxRetain(CUcontext* retained, CUdevice device) {
  ApiCall call(__func__, Needs::INITIALISED);
  if (call.error) return call.error;
  if (!deviceExists(device)) return CUDA_ERROR_INVALID_DEVICE;
  if (CUresult ended = processFault()) return ended;
  Context& context = primaryContext(device);
  if (context.references++ == 0) open(context);
  *retained = reinterpret_cast<CUcontext>(&context);
  return CUDA_SUCCESS;
}

API CUresult cuDevicePrimaryCtxRelease_v2(CUdevice device) {
  ApiCall call(__func__, Needs::INITIALISED);
  if (call.error) return call.error;
  if (!deviceExists(device)) return CUDA_ERROR_INVALID_DEVICE;
  Context& context = primaryContext(device);
  if (context.references == 0) return CUDA_ERROR_INVALID_CONTEXT;
  if (--context.references == 0) close(context);
  return CUDA_SUCCESS;
}

API CUresult cuDevicePrimaryCtxReset_v2(CUdevice device) {
  ApiCall call(__func__, Needs::INITIALISED);
  if (call.error) return call.error;
  if (!deviceExists(device)) return CUDA_ERROR_INVALID_DEVICE;
  Context& context = primaryContext(device);
  if (context.alive) {
    close(context);
    open(context);
  }
  return CUDA_SUCCESS;
}

API CUresult cuDevicePrimaryCtxGetState(CUdevice device, unsigned* flags, int* active) {
  ApiCall call(__func__, Needs::INITIALISED);
  if (call.error) return call.error;
  if (!deviceExists(device)) return CUDA_ERROR_INVALID_DEVICE;
  *flags = primaryContext(device).flags;
  *active = primaryContext(device).alive ? 1 : 0;
  return CUDA_SUCCESS;
}

API CUresult cuDevicePrimaryCtxSetFlags_v2(CUdevice device, unsigned flags) {
  ApiCall call(__func__, Needs::INITIALISED);
  if (call.error) return call.error;
  if (!deviceExists(device)) return CUDA_ERROR_INVALID_DEVICE;
  primaryContext(device).flags = flags;
  return CUDA_SUCCESS;
}

API CUresult cuCtxSetCurrent(CUcontext handle) {
  ApiCall call(__func__, Needs::INITIALISED);
  if (call.error) return call.error;
  Context* context = reinterpret_cast<Context*>(handle);
  if (context != nullptr && knownContexts().count(context) == 0) return CUDA_ERROR_INVALID_CONTEXT;
  if (!contextStack().empty()) contextStack().pop_back();
  if (context != nullptr) contextStack().push_back(context);
  return CUDA_SUCCESS;
}

API CUresult cuCtxGetCurrent(CUcontext* current) {
  ApiCall call(__func__, Needs::INITIALISED);
  if (call.error) return call.error;
  *current = reinterpret_cast<CUcontext>(currentContext());
  return CUDA_SUCCESS;
}

API CUresult cuCtxPushCurrent_v2(CUcontext handle) {
  ApiCall call(__func__, Needs::INITIALISED);
  if (call.error) return call.error;
  Context* context = reinterpret_cast<Context*>(handle);
  if (knownContexts().count(context) == 0) return CUDA_ERROR_INVALID_CONTEXT;
  contextStack().push_back(context);
  return CUDA_SUCCESS;
}

API CUresult cuCtxPopCurrent_v2(CUcontext* popped) {
  ApiCall call(__func__, Needs::INITIALISED);
  if (call.error) return call.error;
  if (contextStack().empty()) return CUDA_ERROR_INVALID_CONTEXT;
  if (popped != nullptr) *popped = reinterpret_cast<CUcontext>(currentContext());
  contextStack().pop_back();
  return CUDA_SUCCESS;
}

API CUresult cuCtxGetDevice(CUdevice* device) {
  ApiCall call(__func__, Needs::INITIALISED);
  if (call.error) return call.error;
  if (currentContext() == nullptr) return CUDA_ERROR_INVALID_CONTEXT;
  *device = currentContext()->device;
  return CUDA_SUCCESS;
}

API CUresult cuCtxGetFlags(unsigned* flags) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  *flags = call.context().flags;
  return CUDA_SUCCESS;
}

API CUresult cuCtxGetApiVersion(CUcontext, unsigned* version) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  *version = 3020;  // of the context interface, not of the driver
  return CUDA_SUCCESS;
}

API CUresult cuCtxGetStreamPriorityRange(int* least, int* greatest) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  *least = 0;
  *greatest = 0;
  return CUDA_SUCCESS;
}

API CUresult cuCtxSynchronize() {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  if (CUresult refused = refuseContextWait(call.context())) return refused;
  runAll(call.context());
  return call.context().failure();
}
