#include "opcodes.h"

#include <algorithm>
#include <set>

namespace cudasim::ptx {
namespace {

// Which cache a load or store goes through, and how it is ordered with those of other groups: here all memory is one.
const std::set<std::string> CACHE_HINTS = {".volatile", ".relaxed", ".weak", ".ca", ".cg", ".cs", ".lu", ".cv", ".wb",
                                           ".wt", ".gpu", ".cta", ".sys", ".L1::no_allocate", ".L1::evict_last",
                                           ".L1::evict_first", ".L2::128B", ".L2::64B", ".L2::256B"};

std::string withoutCacheHints(const std::string& name) {
  std::string kept;
  for (size_t start = 0; start < name.size();) {
    size_t end = std::min(name.find('.', start + 1), name.size());
    std::string part = name.substr(start, end - start);
    if (CACHE_HINTS.count(part) == 0) kept += part;
    start = end;
  }
  return kept;
}

bool isMemoryAccess(const std::string& name) {
  return name.compare(0, 3, "ld.") == 0 || name.compare(0, 3, "st.") == 0;
}

}  // namespace

OpcodeTable::OpcodeTable() {
  addIntegerOps(*this);
  addBitOps(*this);
  addFloatOps(*this);
  addDirectedRounding(*this);
  addApproximations(*this);
  addComparisons(*this);
  addConversions(*this);
  addMoves(*this);
  addLoadsAndStores(*this);
  addFlow(*this);
  addWarpOps(*this);
  addMatrixOps(*this);
  addAsyncCopies(*this);
}

const OpcodeTable& OpcodeTable::instance() {
  static const OpcodeTable& table = *new OpcodeTable();
  return table;
}

const Opcode* OpcodeTable::find(const std::string& name) const {
  auto found = opcodes_.find(isMemoryAccess(name) ? withoutCacheHints(name) : name);
  return found == opcodes_.end() ? nullptr : &found->second;
}

void OpcodeTable::add(const std::string& name, Opcode opcode) { opcodes_[name] = std::move(opcode); }

}  // namespace cudasim::ptx
