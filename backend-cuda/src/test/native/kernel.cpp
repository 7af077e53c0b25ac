#include "kernel.h"

#include <dirent.h>
#include <dlfcn.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <map>
#include <set>

#include "settings.h"

#define TEXT_OF(name) #name
#define NAME_TEXT(name) TEXT_OF(name)

namespace cudasim {
namespace {

constexpr const char* MODULE_SUFFIX = ".kernels.so";

std::map<std::string, Kernel>& kernels() {
  static std::map<std::string, Kernel>& instance = *new std::map<std::string, Kernel>();
  return instance;
}

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  for (size_t start = 0; start <= text.size();) {
    size_t end = std::min(text.find(separator, start), text.size());
    if (end > start) parts.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return parts;
}

// The last identifier in a declaration such as "const float* __restrict__ x".
std::string declaredName(const std::string& declaration) {
  const char* letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
  size_t last = declaration.find_last_of(letters);
  if (last == std::string::npos) return std::string();
  size_t before = declaration.find_last_not_of(letters, last);
  return declaration.substr(before + 1, last - before);
}

int indexOfName(const std::vector<Parameter>& parameters, const std::string& name) {
  for (size_t i = 0; i < parameters.size(); i++) {
    if (parameters[i].name == name) return static_cast<int>(i);
  }
  return -1;
}

// The C++ signature gives the types; restrict is not part of a C++ type, so that and the names come from the text.
Kernel describe(const KernelBuild& build) {
  Kernel kernel;
  kernel.build = &build;
  std::vector<std::string> declarations = split(build.parameterText, ',');
  for (int i = 0; i < build.parameterCount; i++) {
    std::string declaration = static_cast<size_t>(i) < declarations.size() ? declarations[i] : std::string();
    bool restricted = declaration.find("__restrict__") != std::string::npos;
    kernel.parameters.push_back({build.parameters[i], declaredName(declaration), restricted, -1});
  }
  for (Parameter& each : kernel.parameters) {
    if (each.isPointer()) each.offsetIndex = indexOfName(kernel.parameters, each.name + "_offset");
  }
  return kernel;
}

void loadModule(const std::string& path) {
  void* module = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (module == nullptr) {
    fprintf(stderr, "cudasim: %s\n", dlerror());
    return;
  }
  auto* table = static_cast<const KernelBuild*>(dlsym(module, NAME_TEXT(CUDASIM_KERNEL_TABLE)));
  if (table == nullptr) {
    fprintf(stderr, "cudasim: %s has no table of kernels\n", path.c_str());
    return;
  }
  for (; table->name != nullptr; table++) {
    bool fresh = kernels().emplace(table->name, describe(*table)).second;
    if (!fresh) fprintf(stderr, "cudasim: kernel %s of %s is there already\n", table->name, path.c_str());
  }
}

std::string folderOfThisLibrary() {
  Dl_info info;
  if (dladdr(reinterpret_cast<void*>(&folderOfThisLibrary), &info) == 0 || info.dli_fname == nullptr) return ".";
  std::string path(info.dli_fname);
  size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, slash);
}

std::vector<std::string> modulesIn(const std::string& folder) {
  std::vector<std::string> found;
  DIR* listing = opendir(folder.c_str());
  if (listing == nullptr) return found;
  while (dirent* entry = readdir(listing)) {
    std::string name(entry->d_name);
    size_t length = strlen(MODULE_SUFFIX);
    if (name.size() > length && name.compare(name.size() - length, length, MODULE_SUFFIX) == 0) {
      found.push_back(folder + "/" + name);
    }
  }
  closedir(listing);
  std::sort(found.begin(), found.end());
  return found;
}

void loadNewModules() {
  static std::set<std::string>& loaded = *new std::set<std::string>();
  const std::string& chosen = settings().kernelModules;
  for (const std::string& path : chosen.empty() ? modulesIn(folderOfThisLibrary()) : split(chosen, ':')) {
    if (loaded.insert(path).second) loadModule(path);
  }
}

}  // namespace

const Kernel* findKernel(const std::string& name) {
  auto found = kernels().find(name);
  if (found == kernels().end()) {
    loadNewModules();
    found = kernels().find(name);
  }
  return found == kernels().end() ? nullptr : &found->second;
}

}  // namespace cudasim
