// cp.async: copies from global to shared memory that a lane starts and later waits for.
//
// The bytes move only when the lane waits, and until then nobody may count on what the target holds: a wait or a
// barrier that is missing shows.
#include <algorithm>
#include <cstring>

#include "memory_access.h"
#include "opcodes.h"

namespace cudasim::ptx {
namespace {

// cp.async [shared], [global], bytes {, bytes that count, the rest becomes 0}.
void start(const Instruction& self, Warp& warp, LaneMask lanes) {
  uint32_t bytes = static_cast<uint32_t>(self.literal);
  forLanes(lanes, [&](int lane) {
    uint64_t target = addressOf(self, self.operand[0], warp, lane, 0);
    uint64_t source = addressOf(self, self.operand[1], warp, lane, 1);
    uint32_t counting = self.operands > 2 ? static_cast<uint32_t>(warp.value(self.operand[2], lane)) : bytes;
    if (counting > bytes) {
      warp.group.fail(warp, lane, CUDA_ERROR_ILLEGAL_INSTRUCTION, "more bytes count than are copied");
    }
    warp.group.write(warp, lane, {AddressSpace::SHARED, target, bytes});
    warp.group.shared().forget(target, bytes);
    if (source % bytes != 0) warp.group.fail(warp, lane, CUDA_ERROR_MISALIGNED_ADDRESS, "the source is misaligned");
    // Looked at now, so that a source that is not there is reported where it is named.
    if (counting > 0) warp.group.read(warp, lane, {AddressSpace::GLOBAL, source, 1});
    if (counting > 0) warp.group.read(warp, lane, {AddressSpace::GLOBAL, source + counting - 1, 1});
    warp.copies.push_back({lane, static_cast<uint32_t>(target), source, bytes, counting, warp.batches[lane]});
  });
}

void commit(const Instruction&, Warp& warp, LaneMask lanes) {
  forLanes(lanes, [&](int lane) { warp.batches[lane]++; });
}

void finish(Warp& warp, const PendingCopy& copy) {
  uint8_t* target = warp.group.write(warp, copy.lane, {AddressSpace::SHARED, copy.target, copy.bytes});
  memset(target, 0, copy.bytes);
  // In single bytes, as the count need not be a power of two.
  for (uint32_t i = 0; i < copy.sourceBytes; i++) {
    target[i] = *warp.group.read(warp, copy.lane, {AddressSpace::GLOBAL, copy.source + i, 1});
  }
}

// All but the last `pending` batches of each lane; with a negative number also what was not committed.
void wait(Warp& warp, LaneMask lanes, int pending) {
  auto isDue = [&](const PendingCopy& copy) {
    return has(lanes, copy.lane) && (pending < 0 || copy.batch < warp.batches[copy.lane] - pending);
  };
  for (const PendingCopy& each : warp.copies) {
    if (isDue(each)) finish(warp, each);
  }
  warp.copies.erase(std::remove_if(warp.copies.begin(), warp.copies.end(), isDue), warp.copies.end());
}

void waitForBatches(const Instruction& self, Warp& warp, LaneMask lanes) {
  wait(warp, lanes, static_cast<int>(self.literal));
}

void waitForAll(const Instruction&, Warp& warp, LaneMask lanes) { wait(warp, lanes, -1); }

}  // namespace

void addAsyncCopies(OpcodeTable& table) {
  Opcode copy{start, {address(".shared"), address(".global"), LITERAL, source(4)}};
  copy.lastIsOptional = true;
  // How much is fetched ahead into the second cache is a hint.
  for (const char* hint : {"", ".L2::64B", ".L2::128B", ".L2::256B"}) {
    copy.literals = {4, 8, 16};
    table.add(std::string("cp.async.ca.shared.global") + hint, copy);
    copy.literals = {16};
    table.add(std::string("cp.async.cg.shared.global") + hint, copy);
  }
  table.add("cp.async.commit_group", {commit, {}});
  table.add("cp.async.wait_group", {waitForBatches, {LITERAL}});
  table.add("cp.async.wait_all", {waitForAll, {}});
}

}  // namespace cudasim::ptx
