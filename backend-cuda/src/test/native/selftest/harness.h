// What the checks are written with: expectations, kernels as PTX, a device, tensors and launches.
#pragma once

#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include "driver_functions.h"

namespace {

int failures = 0;

void expect(bool held, const char* what, int line) {
  if (held) return;
  failures++;
  printf("FAILED line %d: %s (last fault: %s)\n", line, what, cudasim_last_fault());
}
#define EXPECT(condition) expect((condition), #condition, __LINE__)

void expectResult(CUresult expected, CUresult actual, const char* what, int line) {
  if (expected == actual) return;
  failures++;
  printf("FAILED line %d: %s answered %d instead of %d (last fault: %s)\n", line, what, actual, expected,
         cudasim_last_fault());
}
#define OK(call) expectResult(CUDA_SUCCESS, (call), #call, __LINE__)
#define REFUSED(code, call) expectResult((code), (call), #call, __LINE__)

bool lastFaultSays(const char* part) { return strstr(cudasim_last_fault(), part) != nullptr; }


struct Listed {
  const char* name;
  const char* parameters;  // p: pointer and offset, i: int, f: float
  int lanes[3];
};

const Listed KERNELS[] = {
    {"scale", "ppfi", {64, 1, 1}},        {"add_to", "pppi", {64, 1, 1}},
    {"group_sums", "ppi", {128, 1, 1}},   {"positions", "p", {4, 2, 3}},
    {"wide_copy", "ppi", {32, 1, 1}},     {"functions", "ppff", {1, 1, 1}},
    {"matmul_8", "pppiii", {8, 8, 1}},    {"matmul_16", "pppiii", {16, 16, 1}},
    {"reads_behind", "ppi", {64, 1, 1}},  {"writes_just_behind", "pi", {64, 1, 1}},
    {"writes_just_before", "p", {64, 1, 1}},
    {"barrier_in_branch", "p", {64, 1, 1}},
    {"two_barriers", "p", {64, 1, 1}},    {"missing_barrier", "p", {64, 1, 1}},
    {"chain_of_groups", "p", {1, 1, 1}},  {"reads_fresh_local_memory", "p", {64, 1, 1}},
    {"local_index", "p", {64, 1, 1}},     {"local_pointer", "p", {64, 1, 1}},
    {"too_much_local_memory", "p", {64, 1, 1}},
    {"misaligned", "pp", {32, 1, 1}},     {"private_index", "pi", {32, 1, 1}},
    {"index_overflow", "pi", {32, 1, 1}}, {"divides_by_zero", "pi", {32, 1, 1}},
    {"stack_overflow", "pi", {1, 1, 1}},
};

std::string ptxOf(const Listed& kernel, const char* version = "7.0", const char* target = "sm_75") {
  std::string text = std::string("// made by the test\n.version ") + version + "\n.target " + target +
                     "\n.address_size 64\n.visible .entry " + kernel.name + "(\n";
  std::string separator;
  for (const char* each = kernel.parameters; *each != '\0'; each++) {
    if (*each == 'p') text += separator + "\t.param .u64 .ptr .align 1 p" + ",\n\t.param .u64 o";
    if (*each == 'i') text += separator + "\t.param .u32 i";
    if (*each == 'f') text += separator + "\t.param .f32 f";
    separator = ",\n";
  }
  int lanes = kernel.lanes[0] * kernel.lanes[1] * kernel.lanes[2];
  return text + "\n)\n.maxntid " + std::to_string(lanes) + ", 1, 1\n{\n\t.shared .align 4 .b8 tile[1024];\n\tret;\n}\n";
}

const Listed& listed(const char* name) {
  for (const Listed& each : KERNELS) {
    if (strcmp(each.name, name) == 0) return each;
  }
  printf("no kernel %s in the test\n", name);
  _exit(2);
}


CUfunction load(const char* name) {
  CUmodule module = nullptr;
  CUfunction function = nullptr;
  OK(cuModuleLoadData(&module, ptxOf(listed(name)).c_str()));
  OK(cuModuleGetFunction(&function, module, name));
  return function;
}

// A tensor as a kernel takes it.
struct Tensor {
  CUdeviceptr buffer;
  long offset;
};

// The parameters of a launch, kept in slots of eight bytes.
class Arguments {
 public:
  Arguments& add(Tensor tensor) {
    put(&tensor.buffer, 8);
    put(&tensor.offset, 8);
    return *this;
  }
  Arguments& add(int value) { return put(&value, 4); }
  Arguments& add(float value) { return put(&value, 4); }

  void** pointers() {
    pointers_.clear();
    for (unsigned long& each : slots_) pointers_.push_back(&each);
    return pointers_.data();
  }

 private:
  Arguments& put(const void* value, size_t bytes) {
    unsigned long slot = 0;
    memcpy(&slot, value, bytes);
    slots_.push_back(slot);
    return *this;
  }

  std::vector<unsigned long> slots_;
  std::vector<void*> pointers_;
};

CUresult launch(const char* name, unsigned groups, Arguments arguments, CUstream stream = nullptr) {
  const int* lanes = listed(name).lanes;
  return cuLaunchKernel(load(name), groups, 1, 1, static_cast<unsigned>(lanes[0]), static_cast<unsigned>(lanes[1]),
                        static_cast<unsigned>(lanes[2]), 0, stream, arguments.pointers(), nullptr);
}

// A fresh primary context for each check, in a process that recovers, so that no fault reaches the next one.
class Device {
 public:
  Device() {
    OK(static_cast<CUresult>(cudasim_configure("CUDASIM_RECOVER", "1")));
    OK(cuInit(0));
    CUcontext context = nullptr;
    OK(cuDevicePrimaryCtxRetain(&context, 0));
    OK(cuCtxSetCurrent(context));
  }
  ~Device() {
    OK(cuDevicePrimaryCtxRelease_v2(0));
    OK(static_cast<CUresult>(cudasim_configure("CUDASIM_ASYNC", nullptr)));
    OK(static_cast<CUresult>(cudasim_configure("CUDASIM_ORDER", nullptr)));
    OK(static_cast<CUresult>(cudasim_configure("CUDASIM_FAIL", nullptr)));
  }
};

void configure(const char* key, const char* value) { EXPECT(cudasim_configure(key, value) == 0); }

Tensor allocate(size_t floats) {
  CUdeviceptr address = 0;
  OK(cuMemAlloc_v2(&address, floats * sizeof(float)));
  return {address, 0};
}

Tensor upload(const std::vector<float>& values) {
  Tensor tensor = allocate(values.size());
  OK(cuMemcpyHtoD_v2(tensor.buffer, values.data(), values.size() * sizeof(float)));
  return tensor;
}

std::vector<float> download(Tensor tensor, size_t floats) {
  std::vector<float> values(floats);
  OK(cuMemcpyDtoH_v2(values.data(), tensor.buffer + static_cast<size_t>(tensor.offset) * 4, floats * sizeof(float)));
  return values;
}

std::vector<float> ramp(size_t count) {
  std::vector<float> values(count);
  for (size_t i = 0; i < count; i++) values[i] = static_cast<float>(i % 97) * 0.25f - 3.0f;
  return values;
}

CUevent newEvent() {
  CUevent event = nullptr;
  OK(cuEventCreate(&event, CU_EVENT_DEFAULT));
  return event;
}

CUstream nonBlockingStream() {
  CUstream stream = nullptr;
  OK(cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING));
  return stream;
}

}  // namespace
