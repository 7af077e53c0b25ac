// Kernels written in PTX by hand, which the interpreter runs on rows of operands: a lane has a row.
#pragma once

#include <array>
#include <cinttypes>
#include <string>
#include <vector>

#include "harness.h"

namespace {

// A device that runs the text of the modules it loads, in an order.
class InterpretingDevice {
 public:
  explicit InterpretingDevice(const char* order = nullptr) {
    configure("CUDASIM_EXECUTE", "ptx");
    configure("CUDASIM_ORDER", order);
    configure("CUDASIM_CC", "80");
  }
  ~InterpretingDevice() {
    configure("CUDASIM_EXECUTE", nullptr);
    configure("CUDASIM_CC", nullptr);
  }

 private:
  Device device_;
};

std::string module(const std::string& text) { return ".version 7.0\n.target sm_80\n.address_size 64\n" + text; }

CUfunction loadText(const std::string& text, const char* name = "k") {
  CUmodule loaded = nullptr;
  CUfunction function = nullptr;
  OK(cuModuleLoadData(&loaded, text.c_str()));
  if (loaded != nullptr) OK(cuModuleGetFunction(&function, loaded, name));
  return function;
}

const char* const REGISTERS =
    "  .reg .pred %p<8>; .reg .b16 %h<12>; .reg .b32 %r<40>; .reg .f32 %f<40>; .reg .b64 %rd<16>;\n"
    "  .reg .b64 %in, %out; .reg .b32 %lane, %row;\n";

// A kernel between two buffers, with registers of every width, the lane in %lane and its number in the grid in %row.
std::string kernel(const std::string& body, const std::string& variables = "", const std::string& ofModule = "") {
  return module(ofModule + ".visible .entry k(.param .u64 input, .param .u64 output) {\n" + REGISTERS + variables +
                "  ld.param.u64 %in, [input]; ld.param.u64 %out, [output];\n"
                "  mov.u32 %lane, %tid.x; mad.lo.u32 %row, %ctaid.x, %ntid.x, %lane;\n" +
                body + "\n  ret;\n}\n");
}

// Up to four operands: in %rd1 to %rd4, and their low bits in %r1 to %r4 and %h1 to %h4.
using Row = std::array<uint64_t, 4>;

std::string withOperands(const std::string& body) {
  std::string loads =
      "  mad.wide.u32 %in, %row, 32, %in; mad.wide.u32 %out, %row, 8, %out;\n"
      "  ld.global.v2.b64 {%rd1, %rd2}, [%in]; ld.global.v2.b64 {%rd3, %rd4}, [%in+16];\n";
  for (int i = 1; i <= 4; i++) {
    const std::string n = std::to_string(i);
    loads += "  mov.b64 {%r" + n + ", _}, %rd" + n + "; mov.b32 {%h" + n + ", _}, %r" + n + ";\n";
  }
  return kernel(loads + body + "\n  st.global.b64 [%out], %rd0;");
}

// The register of a width: %h, %r or %rd.
std::string registerOf(int bits) { return bits <= 16 ? "%h" : bits == 32 ? "%r" : "%rd"; }

// What makes %rd0 of the result of a width, in %h0, %r0 or %rd0, or of a predicate in %p0.
std::string widened(int bits) {
  if (bits == 1) return " selp.b64 %rd0, 1, 0, %p0;";
  if (bits == 64) return "";
  return bits == 32 ? " cvt.u64.u32 %rd0, %r0;" : " cvt.u64.u16 %rd0, %h0;";
}

// What a kernel leaves in its output, of some elements of 8 bytes for each lane.
std::vector<uint64_t> runOn(const std::string& text, const void* input, size_t inputBytes, size_t lanes,
                            size_t elements = 1, unsigned dynamicBytes = 0) {
  constexpr size_t MOST = 256;
  const unsigned groups = static_cast<unsigned>((lanes + MOST - 1) / MOST);
  const size_t ofGroup = groups == 1 ? lanes : MOST;
  CUdeviceptr in = 0, out = 0;
  OK(cuMemAlloc_v2(&in, inputBytes));
  OK(cuMemAlloc_v2(&out, groups * ofGroup * elements * 8));
  OK(cuMemcpyHtoD_v2(in, input, inputBytes));
  void* parameters[] = {&in, &out};
  OK(cuLaunchKernel(loadText(text), groups, 1, 1, static_cast<unsigned>(ofGroup), 1, 1, dynamicBytes, nullptr,
                    parameters, nullptr));
  std::vector<uint64_t> results(lanes * elements);
  OK(cuMemcpyDtoH_v2(results.data(), out, results.size() * 8));
  OK(cuMemFree_v2(in));
  OK(cuMemFree_v2(out));
  return results;
}

// What the body leaves in %rd0 for each row.
std::vector<uint64_t> resultsOf(const std::string& body, std::vector<Row> rows) {
  const size_t lanes = rows.size();
  rows.resize((lanes + 255) / 256 * 256);  // the last group is whole
  return runOn(withOperands(body), rows.data(), rows.size() * sizeof(Row), lanes);
}

// Says which row of an instruction is the first to be wrong.
void expectRows(const std::string& body, const std::vector<Row>& rows, const std::vector<uint64_t>& expected) {
  const std::vector<uint64_t> results = resultsOf(body, rows);
  for (size_t i = 0; i < rows.size(); i++) {
    if (results[i] == expected[i]) continue;
    failures++;
    printf("FAILED %s of 0x%" PRIx64 ", 0x%" PRIx64 ", 0x%" PRIx64 " gives 0x%" PRIx64 " instead of 0x%" PRIx64
           " (last fault: %s)\n",
           body.c_str(), rows[i][0], rows[i][1], rows[i][2], results[i], expected[i], cudasim_last_fault());
    return;
  }
}

// A kernel that computes %rd0 from nothing but the lane, and stores it.
std::string ofLane(const std::string& body, const std::string& variables = "", const std::string& ofModule = "") {
  return kernel("  mad.wide.u32 %out, %row, 8, %out;\n" + body + "\n  st.global.b64 [%out], %rd0;", variables,
                ofModule);
}

const char* const ORDERS[] = {"forward", "reverse", "random:1", "random:2", "random:3"};

// The same in each order.
void expectLanes(const std::string& text, const std::vector<uint64_t>& expected, unsigned dynamicBytes = 0) {
  for (const char* order : ORDERS) {
    InterpretingDevice device(order);
    const uint64_t nothing = 0;
    if (runOn(text, &nothing, sizeof nothing, expected.size(), 1, dynamicBytes) == expected) continue;
    failures++;
    printf("FAILED in order %s (last fault: %s): %s\n", order, cudasim_last_fault(), text.c_str());
    return;
  }
}

// Single cases, written as operands and result.
struct Case {
  Row operands;
  uint64_t result;
};

void expectCases(const std::string& body, const std::vector<Case>& cases) {
  std::vector<Row> rows;
  std::vector<uint64_t> expected;
  for (const Case& each : cases) {
    rows.push_back(each.operands);
    expected.push_back(each.result);
  }
  expectRows(body, rows, expected);
}

}  // namespace
