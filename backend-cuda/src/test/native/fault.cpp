#include "fault.h"

#include <cstdarg>
#include <cstdio>

namespace cudasim {
namespace {

std::string& lastMessage() {
  static std::string& instance = *new std::string();
  return instance;
}

}  // namespace

Fault fault(CUresult code, const char* format, ...) {
  char text[1024];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  Fault made;
  made.code = code;
  made.message = text;
  return made;
}

CUresult report(const Fault& what) {
  lastMessage() = what.message;
  fprintf(stderr, "cudasim: %s\n", what.message.c_str());
  return what.code;
}

const char* lastFaultMessage() { return lastMessage().c_str(); }

}  // namespace cudasim
