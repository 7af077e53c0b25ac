#include "module.h"

#include <algorithm>
#include <cstdio>
#include <cstdint>
#include <cstring>
#include <map>
#include <memory>
#include <set>

#include "api_call.h"
#include "capture.h"
#include "ptx/assembler.h"
#include "ptx/driver_version.h"
#include "ptx/parser.h"
#include "settings.h"
#include "stream.h"

namespace cudasim {
namespace {

struct Module {
  std::map<std::string, std::unique_ptr<Function>> functions;
};

std::set<Module*>& liveModules() {
  static std::set<Module*>& instance = *new std::set<Module*>();
  return instance;
}

// Of all live modules.
std::set<Function*>& liveFunctions() {
  static std::set<Function*>& instance = *new std::set<Function*>();
  return instance;
}

Module* findModule(CUmodule handle) {
  Module* module = reinterpret_cast<Module*>(handle);
  return liveModules().count(module) != 0 ? module : nullptr;
}

// PTX that does not match the host build was made from another state of the sources.
Fault checkAgainstHostBuild(const Function& function) {
  const std::vector<Parameter>& parameters = function.kernel->parameters;
  const char* name = function.name.c_str();
  if (function.parameterBytes.size() != parameters.size()) {
    return fault(CUDA_ERROR_INVALID_PTX, "kernel %s has %zu parameters in PTX and %zu in its source", name,
                 function.parameterBytes.size(), parameters.size());
  }
  for (size_t i = 0; i < parameters.size(); i++) {
    if (function.parameterBytes[i] != parameters[i].type.bytes) {
      return fault(CUDA_ERROR_INVALID_PTX, "parameter %s of kernel %s has %u bytes in PTX and %u in its source",
                   parameters[i].name.c_str(), name, function.parameterBytes[i], parameters[i].type.bytes);
    }
  }
  uint32_t lanes = static_cast<uint32_t>(function.kernel->lanes());
  if (function.mostLanes() != 0 && function.mostLanes() != lanes) {
    return fault(CUDA_ERROR_INVALID_PTX, "kernel %s has groups of %u lanes in PTX and of %u in its source", name,
                 function.mostLanes(), lanes);
  }
  return Fault();
}

Fault checkDriver(const ptx::ModuleSyntax& module) {
  int newest = ptx::newestVersion(settings().driverVersion);
  if (module.version > newest) {
    return fault(CUDA_ERROR_UNSUPPORTED_PTX_VERSION, "PTX version %d.%d, but a driver of version %d knows up to %d.%d",
                 module.version / 10, module.version % 10, settings().driverVersion, newest / 10, newest % 10);
  }
  if (module.target > settings().computeCapability) {
    return fault(CUDA_ERROR_NO_BINARY_FOR_GPU, "PTX for sm_%d, but the device is sm_%d", module.target,
                 settings().computeCapability);
  }
  return Fault();
}

Function describe(const ptx::ModuleSyntax& syntax, const ptx::EntrySyntax& entry) {
  Function function{entry.name, {}, {}, syntax.sharedBytesOf(entry), syntax.version, findKernel(entry.name), nullptr};
  for (const ptx::Declaration& each : entry.parameters) {
    function.parameterBytes.push_back(static_cast<uint32_t>(each.bytes));
  }
  std::copy(entry.lanes, entry.lanes + 3, function.lanes);
  // Kernels that are generated when they are needed have no host build: their text is all there is of them.
  if (settings().interpret || function.kernel == nullptr) function.program = ptx::assemble(syntax, entry);
  return function;
}

Fault load(const char* image, CUmodule* loaded) try {
  // What starts like neither text nor a comment is a cubin or fatbin.
  unsigned char first = static_cast<unsigned char>(image[0]);
  if (first != '/' && first != '.' && first != '\n' && first != '\r' && first != ' ' && first != '\t') {
    return fault(CUDA_ERROR_INVALID_IMAGE, "only PTX text can be loaded");
  }
  ptx::ModuleSyntax syntax = ptx::parse(image);
  if (Fault refused = checkDriver(syntax)) return refused;
  auto module = std::make_unique<Module>();
  for (const ptx::EntrySyntax& entry : syntax.entries) {
    auto function = std::make_unique<Function>(describe(syntax, entry));
    if (function->kernel != nullptr) {
      if (Fault wrong = checkAgainstHostBuild(*function)) return wrong;
    }
    module->functions[entry.name] = std::move(function);
  }
  for (const auto& entry : module->functions) liveFunctions().insert(entry.second.get());
  liveModules().insert(module.get());
  *loaded = reinterpret_cast<CUmodule>(module.release());
  return Fault();
} catch (const ptx::SyntaxError& error) {
  return fault(CUDA_ERROR_INVALID_PTX, "not PTX as it is understood here: %s", error.what());
}

// A pair of options: a buffer and its size. The driver fills the one and puts the length into the other.
void fillLog(const std::string& text, unsigned count, const CUjit_option* options, void** values, CUjit_option buffer,
             CUjit_option size) {
  char* target = nullptr;
  size_t capacity = 0;
  size_t* length = nullptr;
  for (unsigned i = 0; i < count; i++) {
    if (options[i] == buffer) target = static_cast<char*>(values[i]);
    if (options[i] == size) {
      // The value is the size itself, an unsigned int in the place of a pointer.
      capacity = static_cast<uint32_t>(reinterpret_cast<uintptr_t>(values[i]));
      length = reinterpret_cast<size_t*>(&values[i]);
    }
  }
  if (target == nullptr || length == nullptr || capacity == 0) return;
  size_t copied = text.size() < capacity ? text.size() : capacity - 1;
  memcpy(target, text.c_str(), copied);
  target[copied] = '\0';
  *length = text.empty() ? 0 : copied + 1;
}

CUresult loadData(CUmodule* loaded, const void* image, unsigned count, const CUjit_option* options, void** values) {
  if (CUresult refused = refuseUnsafeCall()) return refused;
  if (loaded == nullptr || image == nullptr) return CUDA_ERROR_INVALID_VALUE;
  Fault refused = load(static_cast<const char*>(image), loaded);
  fillLog("", count, options, values, CU_JIT_INFO_LOG_BUFFER, CU_JIT_INFO_LOG_BUFFER_SIZE_BYTES);
  fillLog(refused.message, count, options, values, CU_JIT_ERROR_LOG_BUFFER, CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES);
  return refused ? report(refused) : CUDA_SUCCESS;
}

}  // namespace

Function* findFunction(CUfunction handle) {
  Function* function = reinterpret_cast<Function*>(handle);
  return liveFunctions().count(function) != 0 ? function : nullptr;
}

}  // namespace cudasim

using namespace cudasim;

API CUresult cuModuleLoadData(CUmodule* loaded, const void* image) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  return loadData(loaded, image, 0, nullptr, nullptr);
}

API CUresult cuModuleLoadDataEx(CUmodule* loaded, const void* image, unsigned count, CUjit_option* options,
                                void** values) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  return loadData(loaded, image, count, options, values);
}

API CUresult cuModuleLoad(CUmodule* loaded, const char* path) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  FILE* file = path == nullptr ? nullptr : fopen(path, "rb");
  if (file == nullptr) return CUDA_ERROR_FILE_NOT_FOUND;
  std::string text;
  char piece[4096];
  for (size_t got; (got = fread(piece, 1, sizeof piece, file)) > 0;) text.append(piece, got);
  fclose(file);
  return loadData(loaded, text.c_str(), 0, nullptr, nullptr);
}

API CUresult cuModuleUnload(CUmodule handle) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  if (CUresult refused = refuseUnsafeCall()) return refused;
  Module* module = findModule(handle);
  if (module == nullptr) return CUDA_ERROR_INVALID_HANDLE;
  runAll(call.context());
  for (const auto& entry : module->functions) liveFunctions().erase(entry.second.get());
  liveModules().erase(module);
  delete module;
  return CUDA_SUCCESS;
}

API CUresult cuModuleGetFunction(CUfunction* function, CUmodule handle, const char* name) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  Module* module = findModule(handle);
  if (module == nullptr) return CUDA_ERROR_INVALID_HANDLE;
  auto found = module->functions.find(name == nullptr ? "" : name);
  if (found == module->functions.end()) return CUDA_ERROR_NOT_FOUND;
  *function = reinterpret_cast<CUfunction>(found->second.get());
  return CUDA_SUCCESS;
}
