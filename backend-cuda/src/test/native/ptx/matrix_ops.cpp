// Tensor cores: mma.sync on fragments of matrices, and ldmatrix, which loads them.
//
// Which lane holds which element is NVIDIA's PTX manual's, section "Warp-level matrix instructions". Products are
// exact; they are added up in double precision, and the sum is rounded to single precision and, for halves, from there
// to half. That is within what hardware does and may differ from it in the last places.
#include <cstring>

#include "memory_access.h"
#include "number_formats.h"
#include "opcodes.h"

namespace cudasim::ptx {
namespace {

constexpr int ROWS = 16;
constexpr int COLUMNS = 8;

// A format of the factors: how many are in a register, and each as a float.
struct Half {
  static constexpr int IN_REGISTER = 2;
  static float of(uint32_t bits, int i) { return halfToFloat(static_cast<uint16_t>(bits >> (16 * i))); }
};
struct Bfloat {
  static constexpr int IN_REGISTER = 2;
  static float of(uint32_t bits, int i) { return bfloatToFloat(static_cast<uint16_t>(bits >> (16 * i))); }
};
struct Tf32 {
  static constexpr int IN_REGISTER = 1;
  static float of(uint32_t bits, int) { return tf32ToFloat(bits); }
};

// Lane = 4 * group + member. A register of a holds neighbouring terms of one row; registers alternate between rows
// group and group + 8, then go on four registers' worth of terms further. b's hold neighbouring terms of column group.
template <class Format>
void gatherFactors(const Instruction& self, Warp& warp, int firstA, int countA, int firstB, int countB,
                   float a[ROWS][16], float b[16][COLUMNS]) {
  constexpr int WIDTH = Format::IN_REGISTER;
  for (int lane = 0; lane < WARP_SIZE; lane++) {
    int group = lane / 4;
    int member = lane % 4;
    for (int r = 0; r < countA; r++) {
      uint32_t bits = warp.lanes<uint32_t>(self.operand[firstA + r])[lane];
      for (int i = 0; i < WIDTH; i++) {
        a[group + r % 2 * 8][r / 2 * 4 * WIDTH + member * WIDTH + i] = Format::of(bits, i);
      }
    }
    for (int r = 0; r < countB; r++) {
      uint32_t bits = warp.lanes<uint32_t>(self.operand[firstB + r])[lane];
      for (int i = 0; i < WIDTH; i++) b[r * 4 * WIDTH + member * WIDTH + i][group] = Format::of(bits, i);
    }
  }
}

// An accumulator element of a lane: i = 0, 1 in row group, 2, 3 in row group + 8, at columns 2 * member + (0, 1).
int accumulatorRow(int lane, int i) { return lane / 4 + i / 2 * 8; }
int accumulatorColumn(int lane, int i) { return lane % 4 * 2 + i % 2; }

double product(const float a[ROWS][16], const float b[16][COLUMNS], int terms, int lane, int i) {
  double sum = 0.0;
  for (int k = 0; k < terms; k++) {
    sum += static_cast<double>(a[accumulatorRow(lane, i)][k]) * static_cast<double>(b[k][accumulatorColumn(lane, i)]);
  }
  return sum;
}

// d = a b + c, with c and d in single precision.
template <class Format, int TERMS>
void multiplyAccumulate(const Instruction& self, Warp& warp, LaneMask) {
  constexpr int COUNT_A = TERMS / 4 / Format::IN_REGISTER * 2;
  constexpr int COUNT_B = COUNT_A / 2;
  float a[ROWS][16];
  float b[16][COLUMNS];
  gatherFactors<Format>(self, warp, 4, COUNT_A, 4 + COUNT_A, COUNT_B, a, b);
  for (int lane = 0; lane < WARP_SIZE; lane++) {
    float sums[4];
    for (int i = 0; i < 4; i++) {
      float c = warp.lanes<float>(self.operand[4 + COUNT_A + COUNT_B + i])[lane];
      sums[i] = static_cast<float>(product(a, b, TERMS, lane, i) + static_cast<double>(c));
    }
    for (int i = 0; i < 4; i++) warp.lanes<float>(self.operand[i])[lane] = sums[i];
  }
}

// The same with c and d as pairs of halves.
template <int TERMS>
void multiplyAccumulateHalf(const Instruction& self, Warp& warp, LaneMask) {
  constexpr int COUNT_A = TERMS / 4;
  constexpr int COUNT_B = COUNT_A / 2;
  float a[ROWS][16];
  float b[16][COLUMNS];
  gatherFactors<Half>(self, warp, 2, COUNT_A, 2 + COUNT_A, COUNT_B, a, b);
  for (int lane = 0; lane < WARP_SIZE; lane++) {
    uint32_t packed[2] = {0, 0};
    for (int i = 0; i < 4; i++) {
      uint32_t c = warp.lanes<uint32_t>(self.operand[2 + COUNT_A + COUNT_B + i / 2])[lane];
      double sum = product(a, b, TERMS, lane, i) + static_cast<double>(Half::of(c, i % 2));
      packed[i / 2] |= static_cast<uint32_t>(floatToHalf(static_cast<float>(sum))) << (16 * (i % 2));
    }
    for (int i = 0; i < 2; i++) warp.lanes<uint32_t>(self.operand[i])[lane] = packed[i];
  }
}

// COUNT matrices of 8 x 8 elements of 16 bits. The addresses of their rows come from eight lanes for each matrix; each
// lane gets two neighbouring elements of row lane / 4, or of a column.
template <int COUNT, bool TRANSPOSED>
void loadMatrices(const Instruction& self, Warp& warp, LaneMask) {
  uint16_t matrix[COUNT][8][8];
  for (int m = 0; m < COUNT; m++) {
    for (int row = 0; row < 8; row++) {
      int lane = 8 * m + row;
      uint64_t address = addressOf(self, self.operand[COUNT], warp, lane);
      memcpy(matrix[m][row], warp.group.read(warp, lane, {AddressSpace::SHARED, address, 16}), 16);
    }
  }
  for (int m = 0; m < COUNT; m++) {
    for (int lane = 0; lane < WARP_SIZE; lane++) {
      int row = lane / 4;
      int column = lane % 4 * 2;
      uint32_t low = TRANSPOSED ? matrix[m][column][row] : matrix[m][row][column];
      uint32_t high = TRANSPOSED ? matrix[m][column + 1][row] : matrix[m][row][column + 1];
      warp.lanes<uint32_t>(self.operand[m])[lane] = high << 16 | low;
    }
  }
}

Opcode collective(void (*execute)(const Instruction&, Warp&, LaneMask), std::vector<OperandForm> forms) {
  Opcode opcode{execute, std::move(forms)};
  opcode.flow = Flow::COLLECTIVE;
  return opcode;
}

template <class Format, int TERMS>
void addProduct(OpcodeTable& table, const std::string& type) {
  constexpr int COUNT_A = TERMS / 4 / Format::IN_REGISTER * 2;
  // A vector of one register still has braces.
  const std::vector<OperandForm> forms = {target(4, 4), source(4, COUNT_A), source(4, COUNT_A / 2), source(4, 4)};
  table.add("mma.sync.aligned.m16n8k" + std::to_string(TERMS) + ".row.col.f32" + type + type + ".f32",
            collective(multiplyAccumulate<Format, TERMS>, forms));
}

template <int TERMS>
void addHalfProduct(OpcodeTable& table) {
  const std::vector<OperandForm> forms = {target(4, 2), source(4, TERMS / 4), source(4, TERMS / 8), source(4, 2)};
  table.add("mma.sync.aligned.m16n8k" + std::to_string(TERMS) + ".row.col.f16.f16.f16.f16",
            collective(multiplyAccumulateHalf<TERMS>, forms));
}

template <int COUNT>
void addLoadMatrices(OpcodeTable& table) {
  const std::string start = "ldmatrix.sync.aligned.m8n8.x" + std::to_string(COUNT);
  for (const char* space : {".shared", ".shared::cta"}) {
    Opcode straight = collective(loadMatrices<COUNT, false>, {target(4, COUNT), address(".shared")});
    Opcode transposed = collective(loadMatrices<COUNT, true>, {target(4, COUNT), address(".shared")});
    table.add(start + space + ".b16", straight);
    table.add(start + ".trans" + space + ".b16", transposed);
  }
}

}  // namespace

void addMatrixOps(OpcodeTable& table) {
  addProduct<Tf32, 4>(table, ".tf32");
  addProduct<Tf32, 8>(table, ".tf32");
  addProduct<Bfloat, 8>(table, ".bf16");
  addProduct<Bfloat, 16>(table, ".bf16");
  addProduct<Half, 8>(table, ".f16");
  addProduct<Half, 16>(table, ".f16");
  addHalfProduct<8>(table);
  addHalfProduct<16>(table);
  addLoadMatrices<1>(table);
  addLoadMatrices<2>(table);
  addLoadMatrices<4>(table);
}

}  // namespace cudasim::ptx
