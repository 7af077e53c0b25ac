// Products on tensor cores, with the places of the elements in the lanes' registers as NVIDIA's manual draws them.
//
// The factors are small integers, so that the product is exact in every format.
#pragma once

#include "ptx_narrow_float_checks.h"

namespace {

constexpr int M = 16, N = 8, MOST_K = 16;

struct Matrices {
  int a[M][MOST_K], b[MOST_K][N], c[M][N];

  Matrices() {
    for (int i = 0; i < M; i++) {
      for (int k = 0; k < MOST_K; k++) a[i][k] = (7 * i + 3 * k) % 9 - 4;
      for (int j = 0; j < N; j++) c[i][j] = (5 * i + 11 * j) % 13 - 6;
    }
    for (int k = 0; k < MOST_K; k++) {
      for (int j = 0; j < N; j++) b[k][j] = (5 * k + 2 * j) % 7 - 3;
    }
  }

  int result(int i, int j, int terms) const {
    int sum = c[i][j];
    for (int k = 0; k < terms; k++) sum += a[i][k] * b[k][j];
    return sum;
  }
};

uint32_t single(int value) { return static_cast<uint32_t>(bitsOf(static_cast<float>(value))); }
uint32_t bfloat(int value) { return single(value) >> 16; }
uint32_t half(int value) {
  uint32_t pattern = 0;
  while (valueOfHalf(pattern) < std::abs(value)) pattern++;
  return pattern | (value < 0 ? 0x8000u : 0);
}

// What each lane has: four registers of a, two of b, four of c.
struct Fragments {
  uint32_t a[4], b[2], c[4];
  uint32_t unused[6];
};

struct Shape {
  const char* type;
  int terms;
  uint32_t (*element)(int value);
};

// Lane = 4 g + t. In 16 bits, register r of a holds two neighbours of row g (r even) or g + 8, from column 2 t on, or
// from column 2 t + 8 on; of b two neighbours of column g, from row 2 t or 2 t + 8 on. TF32 has one element in a
// register, and 4 instead of 8.
void fillFactors(const Matrices& of, const Shape& shape, int g, int t, Fragments& lane) {
  const bool isSingle = shape.element == single;
  if (isSingle) {
    for (int r = 0; r < shape.terms / 2; r++) lane.a[r] = single(of.a[r % 2 == 0 ? g : g + 8][r < 2 ? t : t + 4]);
    for (int r = 0; r < shape.terms / 4; r++) lane.b[r] = single(of.b[r == 0 ? t : t + 4][g]);
    return;
  }
  for (int r = 0; r < shape.terms / 4; r++) {
    const int row = r % 2 == 0 ? g : g + 8;
    const int column = r < 2 ? 2 * t : 2 * t + 8;
    lane.a[r] = shape.element(of.a[row][column]) | shape.element(of.a[row][column + 1]) << 16;
  }
  for (int r = 0; r < shape.terms / 8; r++) {
    const int row = r == 0 ? 2 * t : 2 * t + 8;
    lane.b[r] = shape.element(of.b[row][g]) | shape.element(of.b[row + 1][g]) << 16;
  }
}

std::string registersFrom(int first, int count) {
  std::string list = "{";
  for (int i = 0; i < count; i++) list += (i == 0 ? "%r" : ", %r") + std::to_string(first + i);
  return list + "}";
}

const char* const LOAD_FRAGMENTS =
    "mad.wide.u32 %in, %lane, 64, %in; mad.wide.u32 %out, %lane, 16, %out;\n"
    "ld.global.v4.b32 {%r10, %r11, %r12, %r13}, [%in]; ld.global.v2.b32 {%r14, %r15}, [%in+16];\n"
    "ld.global.v2.b32 {%r16, %r17}, [%in+24]; ld.global.v2.b32 {%r18, %r19}, [%in+32];\n";

void expectProduct(const Shape& shape, bool inHalves) {
  const Matrices matrices;
  std::vector<Fragments> lanes(32);
  std::vector<uint64_t> expected;
  for (int lane = 0; lane < 32; lane++) {
    const int g = lane / 4, t = lane % 4;
    Fragments& own = lanes[static_cast<size_t>(lane)];
    fillFactors(matrices, shape, g, t, own);
    // Two neighbours of row g, from column 2 t on, then two of row g + 8.
    const int rows[4] = {g, g, g + 8, g + 8}, columns[4] = {2 * t, 2 * t + 1, 2 * t, 2 * t + 1};
    uint32_t d[4] = {};
    for (int i = 0; i < 4; i++) {
      const int start = matrices.c[rows[i]][columns[i]], end = matrices.result(rows[i], columns[i], shape.terms);
      if (inHalves) {
        own.c[i / 2] |= half(start) << (16 * (i % 2));
        d[i / 2] |= half(end) << (16 * (i % 2));
      } else {
        own.c[i] = single(start);
        d[i] = single(end);
      }
    }
    expected.push_back(uint64_t{d[1]} << 32 | d[0]);
    expected.push_back(uint64_t{d[3]} << 32 | d[2]);
  }
  const int countA = shape.element == single ? shape.terms / 2 : shape.terms / 4;
  const int countC = inHalves ? 2 : 4;
  const std::string type = inHalves ? ".f16" : ".f32";
  const std::string body = "mov.b32 %r2, 0; mov.b32 %r3, 0; mma.sync.aligned.m16n8k" + std::to_string(shape.terms) +
                           ".row.col" + type + shape.type + shape.type + type + " " + registersFrom(0, countC) + ", " +
                           registersFrom(10, countA) + ", " + registersFrom(14, countA / 2) + ", " +
                           registersFrom(16, countC) + ";\n";
  const std::string text = kernel(LOAD_FRAGMENTS + body + "st.global.v4.b32 [%out], {%r0, %r1, %r2, %r3};");
  for (const char* order : ORDERS) {
    InterpretingDevice device(order);
    if (runOn(text, lanes.data(), lanes.size() * sizeof(Fragments), 32, 2) == expected) continue;
    failures++;
    printf("FAILED in order %s: %s", order, body.c_str());
    return;
  }
}

// Element e of a matrix in shared memory is e, 64 for each matrix before it.
const char* const FILL_SHARED =
    "mov.u32 %r20, tile; mad.lo.u32 %r21, %lane, 16, %r20; mov.u32 %r22, 0; mul.lo.u32 %r23, %lane, 8;\n"
    "fill: cvt.u16.u32 %h1, %r23; st.shared.b16 [%r21], %h1; add.u32 %r21, %r21, 2; add.u32 %r23, %r23, 1;\n"
    "add.u32 %r22, %r22, 1; setp.lt.u32 %p1, %r22, 8; @%p1 bra fill; bar.warp.sync -1;\n"
    "mad.lo.u32 %r21, %lane, 16, %r20;\n";

// The addresses of the rows of matrix m come from lanes 8 m to 8 m + 7. Each lane gets two neighbours of row lane / 4,
// from column 2 (lane % 4) on; transposed, of the matrix with rows and columns exchanged.
void expectMatrixLoads() {
  for (int count : {1, 2, 4}) {
    for (bool transposed : {false, true}) {
      std::vector<uint64_t> expected;
      for (unsigned lane = 0; lane < 32; lane++) {
        uint64_t registers[4] = {};
        for (int m = 0; m < count; m++) {
          for (unsigned i = 0; i < 2; i++) {
            const unsigned row = lane / 4, column = lane % 4 * 2 + i;
            const uint64_t element = static_cast<unsigned>(64 * m) + (transposed ? column * 8 + row : row * 8 + column);
            registers[m] |= element << (16 * i);
          }
        }
        expected.push_back(registers[1] << 32 | registers[0]);
        expected.push_back(registers[3] << 32 | registers[2]);
      }
      const std::string load = "mov.b32 %r1, 0; mov.b32 %r2, 0; mov.b32 %r3, 0; ldmatrix.sync.aligned.m8n8.x" +
                               std::to_string(count) + (transposed ? ".trans" : "") + ".shared.b16 " +
                               registersFrom(0, count) + ", [%r21];\n";
      const std::string text = kernel(std::string(FILL_SHARED) + load + "mad.wide.u32 %out, %lane, 16, %out;"
                                      "st.global.v4.b32 [%out], {%r0, %r1, %r2, %r3};",
                                      " .shared .align 16 .b8 tile[512];\n");
      for (const char* order : ORDERS) {
        InterpretingDevice device(order);
        const uint64_t nothing = 0;
        EXPECT(runOn(text, &nothing, 8, 32, 2) == expected);
      }
    }
  }
}

// a, row by row, and b, also row by row, come through shared memory: b has to be transposed on the way.
void expectProductThroughSharedMemory() {
  const Matrices matrices;
  std::vector<uint16_t> input;
  for (const auto& row : matrices.a) {
    for (int each : row) input.push_back(static_cast<uint16_t>(half(each)));
  }
  for (const auto& row : matrices.b) {
    for (int each : row) input.push_back(static_cast<uint16_t>(half(each)));
  }
  std::vector<uint64_t> expected;
  for (int lane = 0; lane < 32; lane++) {
    const int g = lane / 4, t = lane % 4;
    for (int row : {g, g + 8}) {
      uint64_t pair = 0;
      for (int i = 0; i < 2; i++) {
        const int without = matrices.result(row, 2 * t + i, 16) - matrices.c[row][2 * t + i];
        pair |= uint64_t{single(without)} << (32 * i);
      }
      expected.push_back(pair);
    }
  }
  const std::string text = kernel(
      // 768 bytes of both, 8 at a time.
      "mad.wide.u32 %in, %lane, 8, %in; mov.u32 %r1, tile; mad.lo.u32 %r2, %lane, 8, %r1;\n"
      "ld.global.b64 %rd1, [%in]; st.shared.b64 [%r2], %rd1; ld.global.b64 %rd1, [%in+256]; st.shared.b64 [%r2+256], "
      "%rd1;\n"
      "ld.global.b64 %rd1, [%in+512]; st.shared.b64 [%r2+512], %rd1; bar.sync 0;\n"
      // Of a: rows 0 to 7, 8 to 15, and the same 8 columns further, in this order.
      "and.b32 %r3, %lane, 15; shr.u32 %r4, %lane, 4; mad.lo.u32 %r5, %r3, 32, %r1; mad.lo.u32 %r5, %r4, 16, %r5;\n"
      "ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%r10, %r11, %r12, %r13}, [%r5];\n"
      "mad.lo.u32 %r5, %r3, 16, %r1; ldmatrix.sync.aligned.m8n8.x2.trans.shared.b16 {%r14, %r15}, [%r5+512];\n"
      "mov.b32 %r6, 0; mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {%r20, %r21, %r22, %r23},\n"
      "{%r10, %r11, %r12, %r13}, {%r14, %r15}, {%r6, %r6, %r6, %r6};\n"
      "mad.wide.u32 %out, %lane, 16, %out; st.global.v4.b32 [%out], {%r20, %r21, %r22, %r23};",
      " .shared .align 16 .b8 tile[768];\n");
  for (const char* order : ORDERS) {
    InterpretingDevice device(order);
    EXPECT(runOn(text, input.data(), input.size() * 2, 32, 2) == expected);
  }
}

void matricesAreMultiplied() {
  for (int terms : {4, 8}) expectProduct({".tf32", terms, single}, false);
  for (int terms : {8, 16}) {
    expectProduct({".bf16", terms, bfloat}, false);
    expectProduct({".f16", terms, half}, false);
    expectProduct({".f16", terms, half}, true);
  }
  expectMatrixLoads();
  expectProductThroughSharedMemory();
}

}  // namespace
