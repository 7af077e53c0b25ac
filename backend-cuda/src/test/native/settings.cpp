#include "settings.h"

#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "fault_injection.h"
#include "launch_order.h"
#include "process_fault.h"

namespace cudasim {
namespace {

bool parseNumber(const char* text, long long least, long long most, long long* value) {
  char* end = nullptr;
  errno = 0;
  long long parsed = strtoll(text, &end, 10);
  if (end == text || *end != '\0' || errno != 0 || parsed < least || parsed > most) return false;
  *value = parsed;
  return true;
}

template <int Settings::*Field, int Least, int Most>
bool setInteger(const char* text, Settings& target) {
  long long value;
  if (!parseNumber(text, Least, Most, &value)) return false;
  target.*Field = static_cast<int>(value);
  return true;
}

bool setKernels(const char* text, Settings& target) {
  target.kernelModules = text;
  return true;
}

bool setOrder(const char* text, Settings& target) {
  long long seed = 0;
  if (strcmp(text, "forward") == 0) {
    target.order = LaneOrder::FORWARD;
  } else if (strcmp(text, "reverse") == 0) {
    target.order = LaneOrder::REVERSE;
  } else if (strncmp(text, "random:", 7) == 0 && parseNumber(text + 7, 0, LLONG_MAX, &seed)) {
    target.order = LaneOrder::RANDOM;
  } else {
    return false;
  }
  target.orderSeed = static_cast<uint64_t>(seed);
  LaunchOrder::restart();
  return true;
}

bool setExecute(const char* text, Settings& target) {
  if (strcmp(text, "host") != 0 && strcmp(text, "ptx") != 0) return false;
  target.interpret = strcmp(text, "ptx") == 0;
  return true;
}

bool setAsync(const char* text, Settings& target) {
  if (strcmp(text, "eager") != 0 && strcmp(text, "lazy") != 0) return false;
  target.lazy = strcmp(text, "lazy") == 0;
  return true;
}

bool setMemory(const char* text, Settings& target) {
  long long value;
  if (!parseNumber(text, 0, LLONG_MAX, &value)) return false;
  target.memoryBytes = static_cast<size_t>(value);
  return true;
}

template <bool Settings::*Field>
bool setFlag(const char* text, Settings& target) {
  if (strcmp(text, "0") != 0 && strcmp(text, "1") != 0) return false;
  target.*Field = text[0] == '1';
  return true;
}

bool setRecover(const char* text, Settings& target) {
  if (!setFlag<&Settings::recover>(text, target)) return false;
  if (target.recover) forgetProcessFault();
  return true;
}

bool setFailures(const char* text, Settings&) { return planFailures(text); }

struct Switch {
  const char* key;
  const char* fallback;
  bool (*apply)(const char* text, Settings& target);
};

const Switch SWITCHES[] = {
    {"CUDASIM_KERNELS", "", setKernels},
    {"CUDASIM_EXECUTE", "host", setExecute},
    {"CUDASIM_ORDER", "forward", setOrder},
    {"CUDASIM_ASYNC", "eager", setAsync},
    {"CUDASIM_THREADS", "1", setInteger<&Settings::threads, 1, 64>},
    {"CUDASIM_FAIL", "", setFailures},
    {"CUDASIM_DEVICES", "1", setInteger<&Settings::devices, 0, 16>},
    {"CUDASIM_CC", "75", setInteger<&Settings::computeCapability, 50, 130>},
    {"CUDASIM_DRIVER", "12060", setInteger<&Settings::driverVersion, 1000, 99990>},
    {"CUDASIM_MEM", "4294967296", setMemory},
    {"CUDASIM_RECOVER", "0", setRecover},
    {"CUDASIM_TRACE", "0", setFlag<&Settings::trace>},
};

bool applyFromEnvironment(const Switch& which, Settings& target) {
  const char* text = getenv(which.key);
  if (text != nullptr && *text != '\0') {
    if (which.apply(text, target)) return true;
    fprintf(stderr, "cudasim: %s=%s makes no sense, using \"%s\"\n", which.key, text, which.fallback);
  }
  return which.apply(which.fallback, target);
}

Settings& current() {
  static Settings& instance = *[] {
    Settings* read = new Settings();
    for (const Switch& each : SWITCHES) applyFromEnvironment(each, *read);
    return read;
  }();
  return instance;
}

}  // namespace

const Settings& settings() { return current(); }

bool configure(const char* key, const char* valueOrNull) {
  for (const Switch& each : SWITCHES) {
    if (strcmp(each.key, key) != 0) continue;
    if (valueOrNull == nullptr) return applyFromEnvironment(each, current());
    if (each.apply(valueOrNull, current())) return true;
    fprintf(stderr, "cudasim: %s=%s makes no sense\n", key, valueOrNull);
    return false;
  }
  fprintf(stderr, "cudasim: there is no switch %s\n", key);
  return false;
}

}  // namespace cudasim
