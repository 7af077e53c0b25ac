// What a kernel must not do: the launch fails with the right error, and the message names kernel, lane and line.
#pragma once

#include "ptx_kernels.h"

namespace {

struct Fault {
  CUresult code;
  unsigned lane;     // that the message names
  const char* says;
  unsigned lanes = 32;
};

// The faulty line of the text has the mark in it.
const char* const HERE = "/*here*/";

int lineOf(const std::string& text, const char* part) {
  int line = 1;
  const size_t at = text.find(part);
  for (size_t i = 0; i < at && i < text.size(); i++) line += text[i] == '\n';
  return line;
}

// Of a kernel between two buffers of 256 bytes, the first of which lacks the last 2 bytes.
void expectFault(const std::string& text, const Fault& fault, const char* order = "forward") {
  InterpretingDevice device(order);
  CUdeviceptr in = 0, out = 0;
  OK(cuMemAlloc_v2(&in, 254));
  OK(cuMemAlloc_v2(&out, 256));
  OK(cuMemsetD8Async(in, 0, 254, nullptr));
  void* parameters[] = {&in, &out};
  CUfunction function = loadText(text);
  OK(cuLaunchKernel(function, 1, 1, 1, fault.lanes, 1, 1, 0, nullptr, parameters, nullptr));
  const CUresult actual = cuCtxSynchronize();
  const std::string lane = "kernel k, lane (" + std::to_string(fault.lane) + ", 0, 0) of group (0, 0, 0)";
  const std::string line = "line " + std::to_string(lineOf(text, HERE)) + " of its PTX";
  const bool isSaid = lastFaultSays(lane.c_str()) && lastFaultSays(line.c_str()) && lastFaultSays(fault.says);
  if (actual == fault.code && isSaid) return;
  failures++;
  printf("FAILED in order %s: %d instead of %d; expected \"%s, %s: %s\", found \"%s\" in\n%s\n", order, actual,
         fault.code, lane.c_str(), line.c_str(), fault.says, cudasim_last_fault(), text.c_str());
}

// Only lane 5 runs the line.
std::string inLaneFive(const std::string& line, const std::string& variables = "", const std::string& ofModule = "") {
  return kernel("setp.eq.u32 %p0, %lane, 5; mov.u64 %rd1, 0; mov.u32 %r1, 0; mov.u32 %r2, 1; @!%p0 ret;\n/*here*/ " +
                    line + "\n", variables, ofModule);
}

void expectMisalignment() {
  const char* const text = "bytes is misaligned in";
  expectFault(inLaneFive("ld.global.v4.f32 {%f1, %f2, %f3, %f4}, [%in+8];"), {CUDA_ERROR_MISALIGNED_ADDRESS, 5, text});
  expectFault(inLaneFive("st.global.v2.b32 [%out+4], {%r1, %r2};"), {CUDA_ERROR_MISALIGNED_ADDRESS, 5, text});
  expectFault(inLaneFive("ld.u16 %r3, [%in+1];"), {CUDA_ERROR_MISALIGNED_ADDRESS, 5, text});
  expectFault(inLaneFive("st.shared.b64 [s+4], %rd1;", " .shared .align 16 .b8 s[16];"),
              {CUDA_ERROR_MISALIGNED_ADDRESS, 5, "shared memory"});
  expectFault(kernel("/*here*/ ldmatrix.sync.aligned.m8n8.x1.shared.b16 {%r1}, [s+8];",
                     " .shared .align 16 .b8 s[32];"), {CUDA_ERROR_MISALIGNED_ADDRESS, 0, "shared memory"});
  expectFault(inLaneFive("st.local.b32 [s+2], %r1;", " .local .align 16 .b8 s[16];"),
              {CUDA_ERROR_MISALIGNED_ADDRESS, 5, "local memory"});
}

void expectBounds() {
  const CUresult illegal = CUDA_ERROR_ILLEGAL_ADDRESS;
  expectFault(inLaneFive("ld.global.u16 %r3, [%in+252]; ld.global.u16 %r3, [%in+254];"),
              {illegal, 5, "a read from global memory"});
  expectFault(inLaneFive("ld.global.u32 %r3, [%in+252];"), {illegal, 5, "a read from global memory"});
  expectFault(inLaneFive("st.global.u8 [%in+254], %r1;"), {illegal, 5, "a write to global memory"});
  expectFault(inLaneFive("ld.u8 %r3, [%in+-1];"), {illegal, 5, "a read from global memory"});
  expectFault(inLaneFive("ld.global.u64 %rd2, [%rd1];"), {illegal, 5, "a read from global memory"});
  // The end of the bytes is beyond all numbers.
  for (const char* space : {"global", "shared", "local", "const", "param"}) {
    expectFault(inLaneFive("ld.global.u32 %r3, [%in]; mov.u64 %rd1, -4; ld." + std::string(space) + ".u32 %r3, [%rd1];",
                           " .shared .b32 s; .local .b32 l;", ".const .b32 c = 1;\n"), {illegal, 5, "a read from"});
  }
  const std::string shared = " .shared .align 4 .b8 before[8], s[6], after[8];";
  expectFault(inLaneFive("st.shared.u8 [s+5], %r1; st.shared.u8 [s+6], %r1;", shared),
              {illegal, 5, "6 bytes into s of 6 bytes"});
  expectFault(inLaneFive("st.shared.u32 [s+4], %r1;", shared), {illegal, 5, "4 bytes into s of 6 bytes"});
  expectFault(inLaneFive("st.shared.u8 [before+-1], %r1;", shared), {illegal, 5, "a write to shared memory"});
  expectFault(inLaneFive("st.local.u8 [l+3], %r1; st.local.u8 [l+4], %r1;", " .local .b32 l;"),
              {illegal, 5, "4 bytes into l of 4 bytes"});
  expectFault(inLaneFive("ld.param.u64 %rd2, [output]; ld.param.u64 %rd2, [output+8];"),
              {illegal, 5, "8 bytes into output of 8 bytes"});
  expectFault(inLaneFive("ld.param.u64 %rd2, [input+8];"), {illegal, 5, "8 bytes into input of 8 bytes"});
  expectFault(inLaneFive("ld.const.u32 %r3, [c+4];", "", ".const .b32 c = 1; .const .b32 d = 2;\n"),
              {illegal, 5, "4 bytes into c of 4 bytes"});
  // Generic addresses that are none: of no space, of local memory that the kernel lacks, of constants to be written.
  expectFault(inLaneFive("mov.u64 %rd1, 0x7700000000000000; or.b64 %rd1, %rd1, %in; ld.u32 %r3, [%rd1];"),
              {illegal, 5, "a read from"});
  expectFault(inLaneFive("cvta.local.u64 %rd1, %rd1; ld.u32 %r3, [%rd1];"), {illegal, 5, "no local variables"});
  expectFault(inLaneFive("mov.u64 %rd1, c; cvta.const.u64 %rd1, %rd1; st.u32 [%rd1], %r1;", "", ".const .b32 c = 1;\n"),
              {illegal, 5, "cannot be written"});
  expectFault(inLaneFive("cvta.shared.u64 %rd1, %rd1; ld.global.u32 %r3, [%rd1];", " .shared .b32 s;"),
              {illegal, 5, "a read from global memory"});
}

// Memory that another device has, or that was freed.
void expectForeignBuffers() {
  for (bool freed : {false, true}) {
    configure("CUDASIM_DEVICES", "2");
    {
      InterpretingDevice device;
      CUcontext own = nullptr, other = nullptr;
      CUdeviceptr buffer = 0;
      OK(cuCtxGetCurrent(&own));
      OK(cuDevicePrimaryCtxRetain(&other, 1));
      OK(cuCtxSetCurrent(freed ? own : other));
      OK(cuMemAlloc_v2(&buffer, 256));
      if (freed) OK(cuMemFree_v2(buffer));
      OK(cuCtxSetCurrent(own));
      void* parameters[] = {&buffer, &buffer};
      OK(cuLaunchKernel(loadText(inLaneFive("ld.global.u32 %r3, [%in];")), 1, 1, 1, 32, 1, 1, 0, nullptr, parameters,
                        nullptr));
      REFUSED(CUDA_ERROR_ILLEGAL_ADDRESS, cuCtxSynchronize());
      EXPECT(lastFaultSays(freed ? "freed" : "memory of device 1"));
      OK(cuDevicePrimaryCtxRelease_v2(1));
    }
    configure("CUDASIM_DEVICES", nullptr);
  }
}

void expectPoison() {
  const char* const never = "a register is read that was never written";
  expectFault(inLaneFive("add.u32 %r3, %r4, 1;"), {CUDA_ERROR_LAUNCH_FAILED, 5, never});
  expectFault(inLaneFive("@%p3 mov.u32 %r3, 1;"), {CUDA_ERROR_LAUNCH_FAILED, 5, never});
  expectFault(inLaneFive("st.global.u64 [%out], %rd2;"), {CUDA_ERROR_LAUNCH_FAILED, 5, never});
  expectFault(inLaneFive("ld.global.u32 %r3, [%rd2];"), {CUDA_ERROR_LAUNCH_FAILED, 5, never});
  // A copy is as good as the original: it is the use that counts.
  expectFault(inLaneFive("mov.u32 %r3, %r4; mov.b64 %rd2, {%r3, %r1}; mov.b64 {%r5, %r6}, %rd2; add.u32 %r7, %r6, 1;"),
              {CUDA_ERROR_LAUNCH_FAILED, 5, never});
  expectFault(inLaneFive("selp.b32 %r3, %r4, %r1, %p0; add.u32 %r3, %r3, 1;"), {CUDA_ERROR_LAUNCH_FAILED, 5, never});
  expectFault(kernel("setp.ge.u32 %p0, %lane, 9; @!%p0 mov.u32 %r1, 1;\n/*here*/ add.u32 %r2, %r1, 1;"),
              {CUDA_ERROR_LAUNCH_FAILED, 9, never});
  expectFault(inLaneFive("st.shared.u16 [s], %r1; ld.shared.u16 %r3, [s]; ld.shared.u32 %r3, [s];",
                         " .shared .align 4 .b8 s[4];"),
              {CUDA_ERROR_ILLEGAL_ADDRESS, 5, "where nobody has written"});
  expectFault(inLaneFive("ld.local.u32 %r3, [l];", " .local .b32 l;"),
              {CUDA_ERROR_ILLEGAL_ADDRESS, 5, "where nobody has written"});
}

void expectWrongArithmetic() {
  for (const char* type : {"s32", "u32"}) {
    for (const char* name : {"div.", "rem."}) {
      expectFault(inLaneFive(std::string(name) + type + " %r3, %r2, %r1;"),
                  {CUDA_ERROR_LAUNCH_FAILED, 5, "a division by zero"});
    }
  }
}

// Through the cache that sees no writes, from what the launch writes: in either order, and wherever it starts.
void expectNonCoherentLoads() {
  const CUresult illegal = CUDA_ERROR_ILLEGAL_ADDRESS;
  expectFault(inLaneFive("st.global.u32 [%out+8], %r1; ld.global.nc.u32 %r3, [%out+8];"),
              {illegal, 5, "that the same launch writes"});
  expectFault(inLaneFive("ld.global.nc.v4.u32 {%r3, %r4, %r5, %r6}, [%out]; st.global.u32 [%out+12], %r1;"),
              {illegal, 5, "that the same launch reads"});
  expectFault(kernel("setp.eq.u32 %p0, %lane, 9; mov.u32 %r1, 0; @!%p0 ld.global.nc.u32 %r3, [%out+64]; bar.sync 0;\n"
                     "/*here*/ @%p0 st.global.u8 [%out+67], %r1;"), {illegal, 9, "that the same launch reads"});
  InterpretingDevice device;
  EXPECT(resultsOf("ld.global.nc.u64 %rd0, [%in];", {{5}}) == std::vector<uint64_t>{5});
}

void expectMissedMeetings() {
  const CUresult failed = CUDA_ERROR_LAUNCH_FAILED, illegal = CUDA_ERROR_ILLEGAL_INSTRUCTION;
  for (const char* order : ORDERS) {
    for (const std::string& text : {
             kernel("setp.lt.u32 %p0, %lane, 20; @%p0 bra other; bar.sync 0; bra end; other: bar.sync 0; end:"),
             kernel("setp.lt.u32 %p0, %lane, 20; @%p0 bar.sync 0;"),
             kernel("setp.lt.u32 %p0, %lane, 20; @%p0 ret; bar.sync 0;"),
             kernel("setp.lt.u32 %p0, %lane, 20; @%p0 bar.warp.sync -1;")}) {
      InterpretingDevice device(order);
      CUdeviceptr out = 0;
      OK(cuMemAlloc_v2(&out, 8));
      void* parameters[] = {&out, &out};
      OK(cuLaunchKernel(loadText(text), 1, 1, 1, 32, 1, 1, 0, nullptr, parameters, nullptr));
      const CUresult actual = cuCtxSynchronize();
      EXPECT(actual == failed || actual == illegal);
      EXPECT(lastFaultSays("lanes wait here") || lastFaultSays("lanes have ended") || lastFaultSays("which has ended"));
    }
  }
  expectFault(kernel("setp.lt.u32 %p0, %lane, 20; @%p0 bra other;\n"
                     "/*here*/ bar.sync 0; bra end; other: bar.sync 0; end:"),
              {failed, 20, "some lanes wait here"});
  expectFault(kernel("/*here*/ shfl.sync.bfly.b32 %r1, %lane, 1, 31, 0xff;"), {illegal, 8, "lacks the lane itself"});
  expectFault(kernel("setp.eq.u32 %p0, %lane, 3; @%p0 ret;\n/*here*/ shfl.sync.bfly.b32 %r1, %lane, 1, 31, -1;"),
              {illegal, 0, "has lane 3, which has ended or never was"});
  expectFault(kernel("/*here*/ vote.sync.ballot.b32 %r1, 1, -1;"),
              {illegal, 0, "has lane 18, which has ended or never was", 18});
  expectFault(kernel("/*here*/ ldmatrix.sync.aligned.m8n8.x1.shared.b16 {%r1}, [s];", " .shared .align 16 .b8 s[256];"),
              {illegal, 0, "has lane 31, which has ended or never was", 31});
}

void kernelsFault() {
  expectMisalignment();
  expectBounds();
  expectForeignBuffers();
  expectPoison();
  expectWrongArithmetic();
  expectNonCoherentLoads();
  expectMissedMeetings();
  expectFault(kernel("\nagain: /*here*/ bra again;"), {CUDA_ERROR_LAUNCH_TIMEOUT, 0, "goes on"});
}

}  // namespace
