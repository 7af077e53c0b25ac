#include "fault_injection.h"

#include <cstdlib>
#include <string>
#include <unordered_map>
#include <vector>

namespace cudasim {
namespace {

constexpr long EVERY_CALL = -1;

struct PlannedFailure {
  std::string function;
  long call;   // counted from when the failure was planned, or EVERY_CALL
  CUresult result;
};

struct Plan {
  std::vector<PlannedFailure> failures;
  std::unordered_map<std::string, long> callsSincePlanned;
  std::unordered_map<std::string, long> callsInAll;
};

Plan& plan() {
  static Plan& instance = *new Plan();
  return instance;
}

bool parseFailure(const std::string& item, PlannedFailure* failure) {
  size_t first = item.find(':');
  size_t second = first == std::string::npos ? first : item.find(':', first + 1);
  if (first == 0 || second == std::string::npos) return false;
  std::string call = item.substr(first + 1, second - first - 1);
  std::string result = item.substr(second + 1);
  failure->function = item.substr(0, first);
  failure->call = call == "*" ? EVERY_CALL : atol(call.c_str());
  failure->result = static_cast<CUresult>(atoi(result.c_str()));
  return failure->call != 0 && failure->result != CUDA_SUCCESS;
}

}  // namespace

bool planFailures(const char* text) {
  std::vector<PlannedFailure> failures;
  std::string list(text);
  for (size_t start = 0; start < list.size();) {
    size_t end = list.find(',', start);
    if (end == std::string::npos) end = list.size();
    PlannedFailure failure;
    if (!parseFailure(list.substr(start, end - start), &failure)) return false;
    failures.push_back(failure);
    start = end + 1;
  }
  plan().failures = failures;
  plan().callsSincePlanned.clear();
  return true;
}

CUresult countCall(const char* function) {
  ++plan().callsInAll[function];
  if (plan().failures.empty()) return CUDA_SUCCESS;
  long call = ++plan().callsSincePlanned[function];
  for (const PlannedFailure& each : plan().failures) {
    if (each.function == function && (each.call == EVERY_CALL || each.call == call)) return each.result;
  }
  return CUDA_SUCCESS;
}

long callsOf(const char* function) {
  auto found = plan().callsInAll.find(function);
  return found == plan().callsInAll.end() ? 0 : found->second;
}

}  // namespace cudasim
