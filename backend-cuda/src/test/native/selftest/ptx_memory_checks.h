// Loads, stores and moves: state spaces, widths, vectors, names.
#pragma once

#include "ptx_integers.h"

namespace {

// What is narrower than its register is extended as its type says, and cut when it is stored.
void expectWidths() {
  const std::vector<Row> rows = {{0x8182838485868788u}, {0x0102030405060708u}, {0xffff0000ffff00ffu}};
  std::vector<IntegerType> types = BYTES;
  types.insert(types.end(), INTEGERS.begin(), INTEGERS.end());
  for (const IntegerType& type : types) {
    const IntegerType whole = {"", 64, false};
    std::vector<uint64_t> loaded, stored;
    for (const Row& row : rows) {
      loaded.push_back(whole.kept(type.valueOf(row[0])));
      stored.push_back(type.bits == 64 ? row[0] : type.kept(row[0]) | ~uint64_t{0} << type.bits);
    }
    expectRows("ld.global" + type.name + " %rd0, [%in];", rows, loaded);
    const std::string slot = " .local .align 8 .b64 slot; st.local.b64 [slot], -1;";
    expectRows(slot + "st.local" + type.name + " [slot], %rd1; ld.local.b64 %rd0, [slot];", rows, stored);
  }
}

void expectVectors() {
  const std::vector<Row> rows = {{0x1111222233334444u, 0x5555666677778888u, 3}};
  const std::string slot = " .shared .align 16 .b8 slot[16];";
  const std::string end = " ld.shared.b64 %rd0, [slot+8];";
  expectRows(slot + "st.shared.v4.b32 [slot], {%r1, %r1, %r2, %r3};" + end, rows, {0x0000000377778888u});
  expectRows(slot + "st.shared.v2.b64 [slot], {%rd2, %rd1};" + end, rows, {0x1111222233334444u});
  expectRows(slot + "st.shared.v4.u16 [slot+8], {%h1, %h2, %r3, %rd1};" + end, rows, {0x4444000388884444u});
  expectRows(slot + "st.shared.v4.u8 [slot+8], {%h1, %h2, %h3, %h1}; st.shared.v2.u16 [slot+12], {%h1, %h2};" + end,
             rows,
             {0x8888444444038844u});
  expectRows("ld.global.v4.b32 {%r5, %r6, %r7, %r8}, [%in]; mov.b64 %rd0, {%r8, %r5};", rows, {0x3333444455556666u});
  expectRows("ld.global.v2.s16 {%r5, %rd6}, [%in+8]; mov.b64 %rd0, %rd6;", rows, {0x7777u});
  expectRows("ld.global.v2.s8 {%rd0, _}, [%in+8];", rows, {0xffffffffffffff88u});
  expectRows("ld.global.nc.L1::no_allocate.v2.b64 {_, %rd0}, [%in];", rows, {0x5555666677778888u});
}

void expectPacking() {
  const std::vector<Row> rows = {{0x1111222233334444u, 0x5555666677778888u}};
  expectRows("mov.b64 {%r5, %r6}, %rd1; mov.b64 %rd0, {%r6, %r5};", rows, {0x3333444411112222u});
  expectRows("mov.b64 {%h5, %h6, %h7, %h8}, %rd1; mov.b64 %rd0, {%h8, %h6, %h5, %h7};", rows, {0x2222444433331111u});
  expectRows("mov.b32 {%h5, %h6}, %r1; mov.b32 %r0, {%h6, %h5};" + widened(32), rows, {0x44443333u});
  expectRows("mov.b64 {_, %r0}, %rd1;" + widened(32), rows, {0x11112222u});
}

// Each lane has its own local variables; the addresses of all spaces have generic forms.
void expectSpaces() {
  const std::string constants =
      ".const .align 4 .b32 table[4] = {1, -2, 0x30, 0f3F800000};\n.const .align 8 .u64 one = 77;\n";
  expectLanes(ofLane("mul.lo.u32 %r1, %lane, 4; cvt.u64.u32 %rd1, %r1; mov.u64 %rd2, table; add.u64 %rd2, %rd2, %rd1;"
                     "ld.const.u32 %r2, [%rd2]; cvta.const.u64 %rd2, %rd2; ld.s32 %rd0, [%rd2];"
                     "cvt.u64.u32 %rd3, %r2; shl.b64 %rd3, %rd3, 32; xor.b64 %rd0, %rd0, %rd3;", "", constants),
              {0x100000001u, 0x00000001fffffffeu, 0x3000000030u, 0x3f8000003f800000u});
  expectLanes(ofLane("ld.const.u64 %rd0, [one];", "", constants), {77, 77});
  expectLanes(ofLane("mov.u32 %r1, slot; st.local.u32 [%r1+4], %lane; mov.u64 %rd1, slot; cvta.local.u64 %rd1, %rd1;"
                     "ld.u32 %r2, [%rd1+4]; cvta.to.local.u64 %rd1, %rd1; ld.local.u32 %r3, [%rd1+4];"
                     "mov.b64 %rd0, {%r2, %r3};", " .local .align 8 .b8 slot[8];"), {0, 0x100000001u, 0x200000002u});
  expectLanes(ofLane("mov.u64 %rd1, slot; mad.wide.u32 %rd1, %lane, 4, %rd1; cvta.shared.u64 %rd2, %rd1;"
                     "st.u32 [%rd2], %lane; bar.sync 0; xor.b32 %r1, %lane, 4; shl.b32 %r1, %r1, 2; mov.u32 %r2, slot;"
                     "add.u32 %r2, %r2, %r1; ld.shared.u32 %rd0, [%r2];", " .shared .align 4 .b32 slot[8];"),
              {4, 5, 6, 7, 0, 1, 2, 3});
  // A base of 32 bits below zero, which the offset makes up for.
  expectLanes(ofLane("mov.u32 %r1, slot; st.shared.u32 [slot], 9; sub.u32 %r1, %r1, 16; ld.shared.u32 %rd0, [%r1+16];"
                     "add.u32 %r1, %r1, 20; ld.shared.u32 %rd1, [%r1+-4]; add.u64 %rd0, %rd0, %rd1;",
                     " .shared .align 4 .b32 slot;"), {18});
  expectLanes(ofLane("cvta.global.u64 %rd1, %out; st.u64 [%rd1], 5; cvta.to.global.u64 %rd1, %rd1;"
                     "ld.global.u64 %rd0, [%rd1]; add.u64 %rd0, %rd0, 1;"), {6, 6});
}

// The launch says how big the array is that lies behind all others.
void expectOpenArray() {
  const std::string text =
      ofLane("mad.wide.u32 %rd1, %lane, 8, 0; mov.u64 %rd2, open; add.u64 %rd1, %rd1, %rd2; st.shared.u32 [own], 1;"
             "cvt.u64.u32 %rd0, %lane; st.shared.u64 [%rd1], %rd0; ld.shared.u64 %rd0, [%rd1];",
             " .shared .align 4 .b32 own;", ".extern .shared .align 16 .b8 open[];\n");
  expectLanes(text, {0, 1, 2, 3}, 32);
}

void expectParameters() {
  InterpretingDevice device;
  const std::string text = module(
      ".visible .entry k(.param .u64 .ptr .global .align 8 out, .param .u8 byte, .param .align 8 .b8 both[16],\n"
      "  .param .f32 real, .param .s16 half) {\n .reg .b64 %rd<8>; .reg .b32 %r<4>;\n"
      " ld.param.u64 %rd1, [out]; ld.param.u8 %r1, [byte]; ld.param.v2.u64 {%rd2, %rd3}, [both];\n"
      " ld.param.u32 %r2, [both+8]; ld.param.f32 %r3, [real]; ld.param.s16 %rd4, [half];\n"
      " cvt.u64.u32 %rd5, %r1; st.global.v2.u64 [%rd1], {%rd5, %rd2}; st.global.v2.u64 [%rd1+16], {%rd3, %rd4};\n"
      " mov.b64 %rd5, {%r2, %r3}; st.global.u64 [%rd1+32], %rd5;\n}\n");
  CUdeviceptr out = 0;
  OK(cuMemAlloc_v2(&out, 40));
  uint8_t byte = 200;
  uint64_t both[2] = {0x1122334455667788u, 0x99aabbccddeeff00u};
  float real = 1.0f;
  int16_t half = -3;
  void* parameters[] = {&out, &byte, both, &real, &half};
  OK(cuLaunchKernel(loadText(text), 1, 1, 1, 1, 1, 1, 0, nullptr, parameters, nullptr));
  uint64_t results[5] = {};
  OK(cuMemcpyDtoH_v2(results, out, sizeof results));
  EXPECT(results[0] == 200 && results[1] == both[0] && results[2] == both[1]);
  EXPECT(results[3] == 0xfffffffffffffffdu);
  EXPECT(results[4] == 0x3f800000ddeeff00u);
}

// Registers and labels of inner braces hide those outside.
void expectScopes() {
  expectLanes(ofLane("mov.u64 %rd0, 1; { .reg .b64 %rd0; mov.u64 %rd0, 50; bra end; mov.u64 %rd0, 60; end:"
                     " { .reg .b64 %rd0; mov.u64 %rd0, 70; bra end; end: mov.u64 %rd5, %rd0; } add.u64 %rd5, %rd5, "
                     "%rd0; }"
                     " { .reg .b64 %x; mov.u64 %x, 1000; bra end; mov.u64 %x, 0; end: add.u64 %rd5, %rd5, %x; }"
                     " add.u64 %rd0, %rd0, %rd5;"), {1121, 1121});
}

void memoryIsReached() {
  {
    InterpretingDevice device;
    expectWidths();
    expectVectors();
    expectPacking();
  }
  expectSpaces();
  expectOpenArray();
  expectParameters();
  expectScopes();
}

}  // namespace
