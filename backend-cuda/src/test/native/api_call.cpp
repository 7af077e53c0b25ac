#include "api_call.h"

#include <cstdio>
#include <cstring>

#include "fault.h"
#include "fault_injection.h"
#include "settings.h"

namespace cudasim {
namespace {

bool initialisedFlag = false;

std::mutex& apiLock() {
  // Never destroyed: at the end of a JVM other threads may still be inside.
  static std::mutex& instance = *new std::mutex();
  return instance;
}

// Functions that are simulated and younger than CUDA 11.0.
struct Introduced {
  const char* function;
  int driverVersion;
};
const Introduced INTRODUCED[] = {
    {"cuGraphInstantiateWithFlags", 11040},
    {"cuGraphUpload", 11010},
    {"cuEventRecordWithFlags", 11010},
};

// A real driver of that age lacks the symbol, and JCuda would end the JVM with "symbol lookup error".
CUresult checkIntroduced(const char* function) {
  for (const Introduced& each : INTRODUCED) {
    if (strcmp(each.function, function) == 0 && settings().driverVersion < each.driverVersion) {
      return report(fault(CUDA_ERROR_NOT_SUPPORTED,
                          "a driver of version %d has no %s (since %d): this call would end the process",
                          settings().driverVersion, function, each.driverVersion));
    }
  }
  return CUDA_SUCCESS;
}

// Results after which a real context answers nothing else until it is destroyed.
bool poisonsContext(CUresult code) {
  return code == CUDA_ERROR_ECC_UNCORRECTABLE || code == CUDA_ERROR_NVLINK_UNCORRECTABLE || endsProcess(code);
}

CUresult refusal(const char* function, Needs needs) {
  if (settings().trace) fprintf(stderr, "cudasim: %s\n", function);
  Context* context = currentContext();
  CUresult planned = countCall(function);
  if (planned != CUDA_SUCCESS) {
    if (context != nullptr && poisonsContext(planned)) context->poison(planned);
    return planned;
  }
  if (CUresult lacking = checkIntroduced(function)) return lacking;
  if (needs == Needs::NOTHING) return CUDA_SUCCESS;
  if (!initialisedFlag) return CUDA_ERROR_NOT_INITIALIZED;
  if (needs == Needs::INITIALISED) return CUDA_SUCCESS;
  if (context == nullptr) return CUDA_ERROR_INVALID_CONTEXT;
  if (!context->alive) return CUDA_ERROR_CONTEXT_IS_DESTROYED;
  return context->failure();
}

}  // namespace

ApiCall::ApiCall(const char* function, Needs needs) : error(CUDA_SUCCESS), lock_(apiLock()) {
  error = refusal(function, needs);
}

void setInitialised() { initialisedFlag = true; }

}  // namespace cudasim

using namespace cudasim;

API int cudasim_configure(const char* key, const char* valueOrNull) {
  ApiCall call(__func__, Needs::NOTHING);
  return key != nullptr && configure(key, valueOrNull) ? 0 : 1;
}

API const char* cudasim_last_fault() { return lastFaultMessage(); }

API long cudasim_calls(const char* function) {
  ApiCall call(__func__, Needs::NOTHING);
  return callsOf(function);
}

// What the generated stubs answer, one for every symbol JCuda wants that is not simulated.
extern "C" int cudasim_unsupported(const char* function) {
  ApiCall call(function, Needs::NOTHING);
  if (call.error) return call.error;
  return report(fault(CUDA_ERROR_NOT_SUPPORTED, "%s is not simulated", function));
}
