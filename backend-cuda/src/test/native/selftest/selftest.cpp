// The simulator's own test: each check is one thing that a user of the simulator counts on.
// Run it by selftest/run. It links with the simulator as a program would with the driver.
#include <cmath>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <thread>
#include <vector>

#include "graph_order_checks.h"
#include "harness.h"
#include "process_fault_checks.h"
#include "ptx_checks.h"

namespace {

void devicesAnswer() {
  Device device;
  int count = 0;
  OK(cuDeviceGetCount(&count));
  EXPECT(count == 1);
  char name[64];
  OK(cuDeviceGetName(name, sizeof name, 0));
  EXPECT(strlen(name) > 0);
  CUuuid uuid;
  OK(cuDeviceGetUuid(&uuid, 0));
  int major = 0;
  OK(cuDeviceGetAttribute(&major, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR, 0));
  EXPECT(major == 7);
  size_t total = 0;
  OK(cuDeviceTotalMem_v2(&total, 0));
  EXPECT(total == 4294967296u);
  const char* text = nullptr;
  OK(cuGetErrorName(CUDA_ERROR_STREAM_CAPTURE_IMPLICIT, &text));
  EXPECT(strcmp(text, "CUDA_ERROR_STREAM_CAPTURE_IMPLICIT") == 0);
  CUdeviceptr address = 0;
  REFUSED(CUDA_ERROR_NOT_SUPPORTED, cuMemAllocManaged(&address, 4, 0));
  EXPECT(lastFaultSays("cuMemAllocManaged is not simulated"));

  configure("CUDASIM_DEVICES", "0");
  REFUSED(CUDA_ERROR_NO_DEVICE, cuInit(0));
  configure("CUDASIM_DEVICES", nullptr);
  EXPECT(cudasim_configure("CUDASIM_ORDER", "sideways") != 0);
  EXPECT(cudasim_configure("CUDASIM_COLOUR", "red") != 0);
}

void contextsStack() {
  Device device;
  CUcontext first = nullptr;
  CUcontext popped = nullptr;
  OK(cuCtxGetCurrent(&first));
  OK(cuCtxPushCurrent_v2(first));
  OK(cuCtxPopCurrent_v2(&popped));
  EXPECT(first == popped && first != nullptr);
  OK(cuCtxSetCurrent(nullptr));
  CUdeviceptr address = 0;
  REFUSED(CUDA_ERROR_INVALID_CONTEXT, cuMemAlloc_v2(&address, 4));
  OK(cuCtxSetCurrent(first));
  std::thread other([&] { REFUSED(CUDA_ERROR_INVALID_CONTEXT, cuMemAlloc_v2(&address, 4)); });
  other.join();
}

void memoryIsCounted() {
  Device device;
  configure("CUDASIM_MEM", "1000000");
  size_t free = 0;
  size_t total = 0;
  Tensor tensor = allocate(1000);
  OK(cuMemGetInfo_v2(&free, &total));
  EXPECT(total == 1000000 && free == 996000);
  CUdeviceptr more = 0;
  REFUSED(CUDA_ERROR_OUT_OF_MEMORY, cuMemAlloc_v2(&more, 996001));
  OK(cuMemFree_v2(tensor.buffer));
  REFUSED(CUDA_ERROR_INVALID_VALUE, cuMemFree_v2(tensor.buffer));
  OK(cuMemGetInfo_v2(&free, &total));
  EXPECT(free == 1000000);
  configure("CUDASIM_MEM", nullptr);
  EXPECT(std::isnan(download(allocate(8), 8)[5]));
  float value = 0;
  REFUSED(CUDA_ERROR_INVALID_VALUE, cuMemcpyDtoH_v2(&value, upload({1.0f}).buffer + 4, 4));
}

void kernelsCompute(const char* order, const char* threads) {
  Device device;
  configure("CUDASIM_ORDER", order);
  configure("CUDASIM_THREADS", threads);
  std::vector<float> x = ramp(1000);
  Tensor input = upload(x);
  Tensor output = allocate(1000);
  OK(launch("scale", 3, Arguments().add(input).add(Tensor{output.buffer, 10}).add(2.0f).add(990)));
  std::vector<float> y = download(output, 1000);
  EXPECT(std::isnan(y[9]) && y[10] == 2.0f * x[0] && y[999] == 2.0f * x[989]);

  OK(launch("add_to", 2, Arguments().add(output).add(input).add(output).add(1000)));
  EXPECT(download(output, 1000)[999] == 2.0f * x[989] + x[999]);

  Tensor sums = allocate(5);
  OK(launch("group_sums", 5, Arguments().add(input).add(sums).add(1000)));
  float total = 0;
  float expected = 0;
  for (float each : download(sums, 5)) total += each;
  for (float each : x) expected += each;
  EXPECT(std::fabs(total - expected) < 1e-3f);

  for (const char* name : {"matmul_8", "matmul_16"}) {
    const int m = 13, n = 21, k = 37;
    Tensor c = allocate(m * n);
    unsigned tile = static_cast<unsigned>(listed(name).lanes[0]);
    Arguments arguments;
    arguments.add(input).add(Tensor{input.buffer, 100}).add(c).add(m).add(n).add(k);
    OK(cuLaunchKernel(load(name), (n + tile - 1) / tile, (m + tile - 1) / tile, 1, tile, tile, 1, 0, nullptr,
                      arguments.pointers(), nullptr));
    float wanted = 0;
    for (int i = 0; i < k; i++) wanted = std::fma(x[12 * k + i], x[100 + i * n + 20], wanted);
    EXPECT(download(c, m * n)[12 * n + 20] == wanted);
  }

  Tensor places = allocate(2 * 3 * 2 * 24);
  Arguments arguments;
  arguments.add(places);
  OK(cuLaunchKernel(load("positions"), 2, 3, 2, 4, 2, 3, 0, nullptr, arguments.pointers(), nullptr));
  int last;
  OK(cuMemcpyDtoH_v2(&last, places.buffer + (2 * 3 * 2 * 24 - 1) * 4, 4));
  EXPECT(last == 121213);

  OK(launch("wide_copy", 1, Arguments().add(input).add(output).add(250)));
  EXPECT(download(output, 4)[0] == x[3]);
  configure("CUDASIM_THREADS", nullptr);
}

void functionsOfTheDialect() {
  Device device;
  Tensor out = allocate(12);
  Tensor bits = allocate(3);
  const float x = 0.75f;
  OK(launch("functions", 1, Arguments().add(out).add(bits).add(x).add(0.0f)));
  std::vector<float> r = download(out, 12);
  const float wanted[] = {x * x + 1, std::exp(x), std::log(x), std::sqrt(x), x * x + 1, std::expm1(x),
                          x,         1.0f,        x,           x,            1.0f,      0.0f};
  for (size_t i = 0; i < 12; i++) EXPECT(std::fabs(r[i] - wanted[i]) < 1e-6f);
  unsigned b[3];
  OK(cuMemcpyDtoH_v2(b, bits.buffer, sizeof b));
  EXPECT(b[0] == 0xD2511F53ull * 0x80000001ull >> 32 && b[1] == 0x3f400000u && b[2] == 23);
}

// Runs a faulty kernel and looks at the error, and that nothing else works afterwards.
void expectFault(const char* name, CUresult code, const char* says, Arguments arguments) {
  OK(launch(name, 1, arguments));
  REFUSED(code, cuCtxSynchronize());
  if (!lastFaultSays(says)) {
    failures++;
    printf("FAILED: the fault of %s says: %s\n", name, cudasim_last_fault());
  }
  CUdeviceptr address = 0;
  REFUSED(code, cuMemAlloc_v2(&address, 4));
}

// For a kernel whose only parameter is an output of 64 elements.
void expectFault(const char* name, CUresult code, const char* says) {
  Device device;
  expectFault(name, code, says, Arguments().add(allocate(64)));
}

// And a number.
void expectFault(const char* name, CUresult code, const char* says, int number) {
  Device device;
  expectFault(name, code, says, Arguments().add(allocate(64)).add(number));
}

void faultsInsideKernelsAreFound() {
  const CUresult address = CUDA_ERROR_ILLEGAL_ADDRESS;
  const CUresult failed = CUDA_ERROR_LAUNCH_FAILED;
  expectFault("writes_just_behind", address, "after the end", 64);
  expectFault("writes_just_before", address, "before an allocation");
  expectFault("barrier_in_branch", failed, "24 of 64 lanes ended while");
  expectFault("two_barriers", failed, "others at that of");
  expectFault("local_index", address, "index 64 of the local array tile of 64 elements");
  expectFault("local_pointer", address, "after the end of the local array tile");
  expectFault("too_much_local_memory", CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES, "no local memory is left for tile");
  expectFault("private_index", address, "private array", 4);
  expectFault("index_overflow", failed, "overflow in a product", 40000);
  expectFault("divides_by_zero", failed, "division by zero", 0);
  expectFault("stack_overflow", address, "kernel stack_overflow", 100000);
  {
    Device device;
    expectFault("misaligned", CUDA_ERROR_MISALIGNED_ADDRESS, "faulty.c:",
                Arguments().add(upload(ramp(64))).add(allocate(64)));
  }
  {
    Device device;
    expectFault("reads_behind", address, "after the end of an allocation of 256 bytes",
                Arguments().add(upload(ramp(64))).add(allocate(64)).add(64));
  }
  {
    // Too near to meet the guard: only the canary can tell.
    Device device;
    expectFault("writes_just_behind", address, "a write 0 bytes after the end of an allocation of 260 bytes",
                Arguments().add(allocate(65)).add(65));
  }
}

void wrongParametersAreFound() {
  const CUresult address = CUDA_ERROR_ILLEGAL_ADDRESS;
  {
    Device device;
    Tensor x = upload(ramp(64));
    expectFault("scale", address, "the restrict parameter x is the memory that y writes",
                Arguments().add(x).add(x).add(1.0f).add(64));
  }
  {
    Device device;
    Tensor x = upload(ramp(64));
    OK(cuMemFree_v2(x.buffer));
    expectFault("scale", address, "parameter x is at byte 0 of a freed allocation of 256 bytes",
                Arguments().add(x).add(allocate(64)).add(1.0f).add(64));
  }
  {
    Device device;
    expectFault("scale", address, "parameter y with its offset 65 lies outside",
                Arguments().add(allocate(64)).add(Tensor{allocate(64).buffer, 65}).add(1.0f).add(0));
  }
}

void readsOfNothingGiveNaN() {
  Device device;
  Tensor y = allocate(64);
  OK(launch("reads_fresh_local_memory", 1, Arguments().add(y)));
  EXPECT(std::isnan(download(y, 64)[63]));
  // So little behind the end that it meets no guard.
  OK(launch("reads_behind", 1, Arguments().add(upload(ramp(65))).add(y).add(2)));
  EXPECT(std::isnan(download(y, 64)[63]) && !std::isnan(download(y, 64)[62]));
}

// What a kernel computes with each order.
std::vector<float> inOrder(const char* order, const char* name, unsigned groups) {
  Device device;
  configure("CUDASIM_ORDER", order);
  Tensor y = allocate(64);
  OK(launch(name, groups, Arguments().add(y)));
  return download(y, 64);
}

bool same(const std::vector<float>& a, const std::vector<float>& b) {
  return memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

void racesShow() {
  EXPECT(!same(inOrder("forward", "missing_barrier", 1), inOrder("reverse", "missing_barrier", 1)));
  EXPECT(!same(inOrder("random:1", "missing_barrier", 1), inOrder("random:2", "missing_barrier", 1)));
  EXPECT(same(inOrder("forward", "missing_barrier", 1), inOrder("forward", "missing_barrier", 1)));
  EXPECT(!same(inOrder("forward", "chain_of_groups", 64), inOrder("reverse", "chain_of_groups", 64)));
  EXPECT(!same(inOrder("forward", "chain_of_groups", 64), inOrder("random:7", "chain_of_groups", 64)));
}

void modulesAreChecked() {
  Device device;
  CUmodule module = nullptr;
  Listed wrong = listed("scale");
  wrong.parameters = "ppf";
  REFUSED(CUDA_ERROR_INVALID_PTX, cuModuleLoadData(&module, ptxOf(wrong).c_str()));
  wrong = listed("scale");
  wrong.lanes[0] = 128;
  REFUSED(CUDA_ERROR_INVALID_PTX, cuModuleLoadData(&module, ptxOf(wrong).c_str()));
  REFUSED(CUDA_ERROR_INVALID_PTX, cuModuleLoadData(&module, "// nothing"));
  REFUSED(CUDA_ERROR_INVALID_IMAGE, cuModuleLoadData(&module, "\x7f" "ELF"));
  REFUSED(CUDA_ERROR_NO_BINARY_FOR_GPU, cuModuleLoadData(&module, ptxOf(listed("scale"), "7.0", "sm_80").c_str()));

  char errorLog[512] = "";
  CUjit_option options[] = {CU_JIT_ERROR_LOG_BUFFER, CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES};
  void* values[] = {errorLog, reinterpret_cast<void*>(sizeof errorLog)};
  REFUSED(CUDA_ERROR_UNSUPPORTED_PTX_VERSION,
          cuModuleLoadDataEx(&module, ptxOf(listed("scale"), "9.0").c_str(), 2, options, values));
  EXPECT(strstr(errorLog, "PTX version 9.0") != nullptr);
  EXPECT(reinterpret_cast<size_t>(values[1]) == strlen(errorLog) + 1);
  configure("CUDASIM_DRIVER", "13000");
  OK(cuModuleLoadData(&module, ptxOf(listed("scale"), "9.0").c_str()));
  configure("CUDASIM_DRIVER", nullptr);

  CUfunction function = load("scale");
  int value = 0;
  OK(cuFuncGetAttribute(&value, CU_FUNC_ATTRIBUTE_MAX_THREADS_PER_BLOCK, function));
  EXPECT(value == 64);
  OK(cuFuncGetAttribute(&value, CU_FUNC_ATTRIBUTE_SHARED_SIZE_BYTES, function));
  EXPECT(value == 1024);
  REFUSED(CUDA_ERROR_NOT_FOUND, cuModuleGetFunction(&function, module, "missing"));
  function = load("scale");
  Arguments arguments;
  arguments.add(allocate(1)).add(allocate(1)).add(1.0f).add(1);
  void** pointers = arguments.pointers();
  REFUSED(CUDA_ERROR_INVALID_VALUE, cuLaunchKernel(function, 1, 1, 1, 32, 1, 1, 0, nullptr, pointers, nullptr));
  REFUSED(CUDA_ERROR_INVALID_VALUE, cuLaunchKernel(function, 0, 1, 1, 64, 1, 1, 0, nullptr, pointers, nullptr));
  OK(cuModuleUnload(module));
  REFUSED(CUDA_ERROR_INVALID_HANDLE, cuModuleUnload(module));
}

void lazyWorkWaits() {
  Device device;
  configure("CUDASIM_ASYNC", "lazy");
  CUstream compute = nonBlockingStream();
  CUstream transfer = nonBlockingStream();
  CUevent uploaded = newEvent();
  void* pinned = nullptr;
  OK(cuMemHostAlloc(&pinned, 64 * 4, 0));
  float* host = static_cast<float*>(pinned);
  for (int i = 0; i < 64; i++) host[i] = 1.0f;
  Tensor x = allocate(64);
  Tensor y = allocate(64);

  // Without an event the kernel runs before the upload.
  OK(cuMemcpyHtoDAsync_v2(x.buffer, host, 256, transfer));
  OK(launch("scale", 1, Arguments().add(x).add(y).add(2.0f).add(64), compute));
  REFUSED(CUDA_ERROR_NOT_READY, cuStreamQuery(compute));
  OK(cuStreamSynchronize(compute));
  EXPECT(std::isnan(download(y, 1)[0]));

  // With it, waiting for the one runs the other too.
  OK(cuMemcpyHtoDAsync_v2(x.buffer, host, 256, transfer));
  OK(cuEventRecord(uploaded, transfer));
  OK(cuStreamWaitEvent(compute, uploaded, 0));
  OK(launch("scale", 1, Arguments().add(x).add(y).add(2.0f).add(64), compute));
  REFUSED(CUDA_ERROR_NOT_READY, cuEventQuery(uploaded));
  OK(cuStreamSynchronize(compute));
  EXPECT(download(y, 1)[0] == 2.0f);
  OK(cuEventQuery(uploaded));

  // A host buffer that is overwritten too early reaches the device as it is then.
  OK(cuMemcpyHtoDAsync_v2(x.buffer, host, 256, compute));
  host[0] = 9.0f;
  OK(cuStreamSynchronize(compute));
  EXPECT(download(x, 1)[0] == 9.0f);

  // Pageable memory is taken at once.
  float ordinary = 5.0f;
  OK(cuMemcpyHtoDAsync_v2(x.buffer, &ordinary, 4, compute));
  ordinary = 6.0f;
  OK(cuStreamSynchronize(compute));
  EXPECT(download(x, 1)[0] == 5.0f);

  // The legacy stream waits for a blocking stream.
  CUstream blocking = nullptr;
  OK(cuStreamCreate(&blocking, CU_STREAM_DEFAULT));
  OK(cuMemsetD32Async(x.buffer, 0x40400000, 64, blocking));
  EXPECT(download(x, 1)[0] == 3.0f);

  CUevent start = newEvent();
  OK(cuEventRecord(start, compute));
  OK(cuEventRecord(uploaded, compute));
  OK(cuEventSynchronize(uploaded));
  float milliseconds = -1;
  OK(cuEventElapsedTime(&milliseconds, start, uploaded));
  EXPECT(milliseconds >= 0);
  OK(cuEventDestroy_v2(start));
  OK(cuMemFreeHost(pinned));
  OK(cuStreamDestroy_v2(transfer));
}

void graphsReplay() {
  Device device;
  CUstream stream = nonBlockingStream();
  Tensor x = upload(ramp(64));
  Tensor y = upload(ramp(64));
  CUfunction function = load("add_to");
  Arguments arguments;
  arguments.add(y).add(x).add(y).add(64);
  OK(cuStreamBeginCapture_v2(stream, CU_STREAM_CAPTURE_MODE_THREAD_LOCAL));
  OK(cuLaunchKernel(function, 1, 1, 1, 64, 1, 1, 0, stream, arguments.pointers(), nullptr));
  OK(cuMemsetD8Async(x.buffer, 0, 4, stream));
  CUstreamCaptureStatus status;
  OK(cuStreamIsCapturing(stream, &status));
  EXPECT(status == CU_STREAM_CAPTURE_STATUS_ACTIVE);
  CUgraph graph = nullptr;
  OK(cuStreamEndCapture(stream, &graph));
  EXPECT(download(y, 64)[7] == ramp(64)[7]);  // nothing ran
  size_t nodes = 0;
  OK(cuGraphGetNodes(graph, nullptr, &nodes));
  EXPECT(nodes == 2);

  CUgraphExec executable = nullptr;
  OK(cuGraphInstantiateWithFlags(&executable, graph, 0));
  OK(cuGraphDestroy(graph));
  memset(arguments.pointers()[0], 0, 8);  // the graph has its own copy
  for (int i = 0; i < 3; i++) OK(cuGraphLaunch(executable, stream));
  OK(cuStreamSynchronize(stream));
  EXPECT(download(y, 64)[7] == 4.0f * ramp(64)[7]);
  EXPECT(download(y, 64)[0] == 2.0f * ramp(64)[0]);

  OK(cuMemFree_v2(x.buffer));
  OK(cuGraphLaunch(executable, stream));
  REFUSED(CUDA_ERROR_ILLEGAL_ADDRESS, cuStreamSynchronize(stream));
  OK(cuGraphExecDestroy(executable));
  REFUSED(CUDA_ERROR_INVALID_VALUE, cuGraphExecDestroy(executable));
}

// Begins a capture, does something that it forbids, and expects the capture to be lost.
template <class Action>
void expectBroken(CUstreamCaptureMode mode, unsigned streamFlags, Action action) {
  Device device;
  CUstream stream = nullptr;
  OK(cuStreamCreate(&stream, streamFlags));
  OK(cuStreamBeginCapture_v2(stream, mode));
  action(stream);
  CUgraph graph = nullptr;
  REFUSED(CUDA_ERROR_STREAM_CAPTURE_INVALIDATED, cuStreamEndCapture(stream, &graph));
  EXPECT(graph == nullptr);
}

void captureRefuses() {
  const CUresult unsupported = CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED;
  const CUstreamCaptureMode threadLocal = CU_STREAM_CAPTURE_MODE_THREAD_LOCAL;
  const unsigned nonBlocking = CU_STREAM_NON_BLOCKING;
  CUdeviceptr address = 0;
  void* pinned = nullptr;
  float value = 0;
  expectBroken(threadLocal, nonBlocking, [&](CUstream s) { REFUSED(unsupported, cuStreamSynchronize(s)); });
  expectBroken(threadLocal, nonBlocking, [&](CUstream s) { REFUSED(unsupported, cuStreamQuery(s)); });
  expectBroken(threadLocal, nonBlocking, [&](CUstream) { REFUSED(unsupported, cuCtxSynchronize()); });
  expectBroken(threadLocal, nonBlocking, [&](CUstream) { REFUSED(unsupported, cuMemAlloc_v2(&address, 4)); });
  expectBroken(threadLocal, nonBlocking, [&](CUstream) { REFUSED(unsupported, cuMemHostAlloc(&pinned, 4, 0)); });
  expectBroken(threadLocal, nonBlocking, [&](CUstream) {
    CUmodule module;
    REFUSED(unsupported, cuModuleLoadData(&module, ptxOf(listed("scale")).c_str()));
  });
  expectBroken(CU_STREAM_CAPTURE_MODE_RELAXED, CU_STREAM_DEFAULT, [&](CUstream) {
    Tensor x = allocate(1);
    REFUSED(CUDA_ERROR_STREAM_CAPTURE_IMPLICIT, cuMemcpyHtoD_v2(x.buffer, &value, 4));
  });
  expectBroken(CU_STREAM_CAPTURE_MODE_RELAXED, nonBlocking, [&](CUstream s) {
    Tensor x = allocate(1);
    REFUSED(unsupported, cuMemcpyHtoDAsync_v2(x.buffer, &value, 4, s));  // pageable memory
  });
  expectBroken(threadLocal, nonBlocking, [&](CUstream s) {
    CUevent event = newEvent();
    OK(cuEventRecord(event, s));
    REFUSED(CUDA_ERROR_CAPTURED_EVENT, cuEventSynchronize(event));
  });
  expectBroken(threadLocal, nonBlocking, [&](CUstream s) {
    CUevent event = newEvent();
    OK(cuEventRecord(event, nonBlockingStream()));
    REFUSED(CUDA_ERROR_STREAM_CAPTURE_ISOLATION, cuStreamWaitEvent(s, event, 0));
  });
  expectBroken(CU_STREAM_CAPTURE_MODE_GLOBAL, nonBlocking, [&](CUstream) {
    CUcontext context;
    OK(cuCtxGetCurrent(&context));
    std::thread other([&] {
      OK(cuCtxSetCurrent(context));
      REFUSED(unsupported, cuMemAlloc_v2(&address, 4));
    });
    other.join();
  });

  // Allowed: another thread's allocation beside a thread-local capture, one's own beside a relaxed one.
  Device device;
  CUcontext context;
  OK(cuCtxGetCurrent(&context));
  CUstream stream = nonBlockingStream();
  CUgraph graph = nullptr;
  OK(cuStreamBeginCapture_v2(stream, threadLocal));
  std::thread other([&] {
    OK(cuCtxSetCurrent(context));
    OK(cuMemAlloc_v2(&address, 4));
    REFUSED(CUDA_ERROR_STREAM_CAPTURE_WRONG_THREAD, cuStreamEndCapture(stream, &graph));
  });
  other.join();
  OK(cuStreamEndCapture(stream, &graph));
  OK(cuStreamBeginCapture_v2(stream, CU_STREAM_CAPTURE_MODE_RELAXED));
  OK(cuMemAlloc_v2(&address, 4));
  REFUSED(CUDA_ERROR_ILLEGAL_STATE, cuStreamBeginCapture_v2(stream, threadLocal));
  OK(cuStreamEndCapture(stream, &graph));
  REFUSED(CUDA_ERROR_ILLEGAL_STATE, cuStreamEndCapture(stream, &graph));
  REFUSED(unsupported, cuStreamBeginCapture_v2(nullptr, threadLocal));

  configure("CUDASIM_DRIVER", "11000");
  CUgraphExec executable;
  REFUSED(CUDA_ERROR_NOT_SUPPORTED, cuGraphInstantiateWithFlags(&executable, graph, 0));
  configure("CUDASIM_DRIVER", nullptr);
}

void capturesForkAndJoin() {
  Device device;
  CUstream origin = nonBlockingStream();
  CUstream branch = nonBlockingStream();
  CUevent fork = newEvent();
  CUevent join = newEvent();
  Tensor x = allocate(64);
  CUgraph graph = nullptr;
  for (bool joined : {true, false}) {
    OK(cuStreamBeginCapture_v2(origin, CU_STREAM_CAPTURE_MODE_THREAD_LOCAL));
    OK(cuEventRecord(fork, origin));
    OK(cuStreamWaitEvent(branch, fork, 0));
    OK(cuMemsetD8Async(x.buffer, 1, 256, branch));
    OK(cuEventRecord(join, branch));
    if (joined) OK(cuStreamWaitEvent(origin, join, 0));
    REFUSED(joined ? CUDA_SUCCESS : CUDA_ERROR_STREAM_CAPTURE_UNJOINED, cuStreamEndCapture(origin, &graph));
  }
}

void failuresAreInjected() {
  Device device;
  CUdeviceptr address = 0;
  configure("CUDASIM_FAIL", "cuMemAlloc_v2:2:2,cuStreamSynchronize:*:719");
  OK(cuMemAlloc_v2(&address, 4));
  REFUSED(CUDA_ERROR_OUT_OF_MEMORY, cuMemAlloc_v2(&address, 4));
  OK(cuMemAlloc_v2(&address, 4));
  REFUSED(CUDA_ERROR_LAUNCH_FAILED, cuStreamSynchronize(nullptr));
  REFUSED(CUDA_ERROR_LAUNCH_FAILED, cuMemAlloc_v2(&address, 4));
  EXPECT(cudasim_configure("CUDASIM_FAIL", "nonsense") != 0);
  EXPECT(cudasim_calls("cuMemAlloc_v2") > 3);
}

double secondsNow() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

void printSpeed() {
  Device device;
  Tensor x = upload(ramp(65536));
  Tensor y = allocate(65536);
  CUfunction scale = load("scale");
  CUfunction matmul = load("matmul_16");
  Arguments arguments;
  arguments.add(x).add(y).add(2.0f).add(65536);
  double start = secondsNow();
  for (int i = 0; i < 2000; i++) {
    OK(cuLaunchKernel(scale, 1, 1, 1, 64, 1, 1, 0, nullptr, arguments.pointers(), nullptr));
  }
  double large = (secondsNow() - start) / 2000;
  arguments = Arguments();
  arguments.add(x).add(y).add(2.0f).add(64);
  start = secondsNow();
  for (int i = 0; i < 2000; i++) {
    OK(cuLaunchKernel(scale, 1, 1, 1, 64, 1, 1, 0, nullptr, arguments.pointers(), nullptr));
  }
  double small = (secondsNow() - start) / 2000;
  start = secondsNow();
  for (int i = 0; i < 2000; i++) {
    OK(cuLaunchKernel(scale, 300, 1, 1, 64, 1, 1, 0, nullptr, arguments.pointers(), nullptr));
  }
  double groups = (secondsNow() - start) / 2000;
  arguments = Arguments();
  arguments.add(x).add(Tensor{x.buffer, 16384}).add(y).add(128).add(128).add(128);
  start = secondsNow();
  for (int i = 0; i < 20; i++) {
    OK(cuLaunchKernel(matmul, 8, 8, 1, 16, 16, 1, 0, nullptr, arguments.pointers(), nullptr));
  }
  double barriers = (secondsNow() - start) / 20;
  printf("speed: 64 elements in one group %.0f us; 65536 elements in one group %.0f us; "
         "300 groups of 64 lanes %.0f us; 128^3 product with barriers %.1f ms\n",
         small * 1e6, large * 1e6, groups * 1e6, barriers * 1e3);
}

}  // namespace

int main() {
  devicesAnswer();
  contextsStack();
  memoryIsCounted();
  kernelsCompute("forward", "1");
  kernelsCompute("reverse", "1");
  kernelsCompute("random:42", "2");
  functionsOfTheDialect();
  faultsInsideKernelsAreFound();
  wrongParametersAreFound();
  readsOfNothingGiveNaN();
  racesShow();
  modulesAreChecked();
  lazyWorkWaits();
  graphsReplay();
  graphsRunAsTheirEdgesAllow();
  captureRefuses();
  capturesForkAndJoin();
  failuresAreInjected();
  faultsEndTheProcess();
  programsAreInterpreted();
  printSpeed();
  printf(failures == 0 ? "all checks passed\n" : "%d checks FAILED\n", failures);
  return failures == 0 ? 0 : 1;
}
