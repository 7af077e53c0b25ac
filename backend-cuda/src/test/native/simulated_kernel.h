// The host half of the kernel dialect: prelude.h includes this file when the compiler is neither OpenCL's nor CUDA's.
#pragma once

#ifdef CUDASIM_LIST_KERNELS
// The build script preprocesses a kernel file in this mode and looks for the mark.
#define KERNEL(x, y, z) @kernel(x, y, z)
#define DEVICE
#define GLOBAL
#define LOCAL
#define RESTRICT __restrict__

#else

#include <type_traits>
#include <utility>

#include "kernel_abi.h"

typedef long i64;
typedef unsigned int u32;
typedef unsigned long u64;
typedef unsigned short u16;
typedef unsigned char u8;

// As CUDA has it: the alignment is what makes a misaligned wide load an error.
struct alignas(16) float4 {
  float x, y, z, w;
};
struct alignas(8) ushort4 {
  u16 x, y, z, w;
};
struct alignas(8) uint2 {
  u32 x, y;
};

#define KERNEL(x, y, z) static
#define DEVICE static inline __attribute__((unused))
#define GLOBAL
#define LOCAL
#define LOCAL_ARRAY(T, name, n)     \
  static const char name##_key = 0; \
  const cudasim::LocalArray<T, (n)> name(&name##_key, #name)
#define RESTRICT __restrict__
#define BARRIER() cudasim_barrier(__FILE__, __LINE__)

#define LANE(d) (cudasim_lane->local[d])
#define LANES(d) (cudasim_lane->position->lanes[d])
#define GROUP(d) (cudasim_lane->position->group[d])
#define GROUPS(d) (cudasim_lane->position->groups[d])
#define ITEM(d) ((i64)GROUP(d) * LANES(d) + LANE(d))
#define ITEMS(d) ((i64)GROUPS(d) * LANES(d))

// The compiler's own forms: including math.h would fill the kernels' name space with names such as y1.
#define FMA(a, b, c) __builtin_fmaf((float)(a), (float)(b), (float)(c))
#define MAD(a, b, c) FMA(a, b, c)
#define EXP(x) __builtin_expf((float)(x))
#define LOG(x) __builtin_logf((float)(x))
#define SQRT(x) __builtin_sqrtf((float)(x))
#define EXPM1(x) __builtin_expm1f((float)(x))
#define FABS(x) __builtin_fabsf((float)(x))
#define FMAX(a, b) __builtin_fmaxf((float)(a), (float)(b))
#define FMIN(a, b) __builtin_fminf((float)(a), (float)(b))

#define MULHI(a, b) ((u32)(((u64)(u32)(a) * (u64)(u32)(b)) >> 32))
#define AS_INT(x) cudasim::sameBits<int>((float)(x))
#define AS_FLOAT(x) cudasim::sameBits<float>((int)(x))
#define FLOAT4(a, b, c, d) (float4{(float)(a), (float)(b), (float)(c), (float)(d)})

namespace cudasim {

template <class To, class From>
inline To sameBits(From from) {
  static_assert(sizeof(To) == sizeof(From), "a bit cast keeps the size");
  To to;
  __builtin_memcpy(&to, &from, sizeof to);
  return to;
}

// A local array that knows its bounds. Through a pointer to it nothing is checked but the canaries behind it.
template <class T, long COUNT>
class LocalArray {
 public:
  LocalArray(const void* key, const char* name)
      : elements_(static_cast<T*>(cudasim_local_array(key, sizeof(T) * COUNT, name))), name_(name) {}

  // A template, or a[i] could as well mean the conversion to a pointer.
  template <class Index>
  T& operator[](Index index) const {
    if (static_cast<u64>(index) >= static_cast<u64>(COUNT)) cudasim_index_fault(name_, static_cast<long>(index), COUNT);
    return elements_[index];
  }

  operator T*() const { return elements_; }

 private:
  T* elements_;
  const char* name_;
};

template <class T>
constexpr uint32_t elementBytes() {
  if constexpr (std::is_pointer_v<T>) {
    return sizeof(std::remove_pointer_t<T>);
  } else {
    return 0;
  }
}

// Turns a kernel's C++ signature into an entry of the table.
template <auto Kernel>
struct Entry;

template <class... Parameters, void (*Kernel)(Parameters...)>
struct Entry<Kernel> {
  static_assert(((sizeof(Parameters) <= 8) && ...), "a kernel's parameters are pointers and numbers");

  static constexpr int COUNT = sizeof...(Parameters);
  static constexpr ParameterType TYPES[COUNT + 1] = {
      {sizeof(Parameters), elementBytes<Parameters>(), std::is_const_v<std::remove_pointer_t<Parameters>>}...};

  template <size_t... Index>
  static void runEachLane(void** values, std::index_sequence<Index...>) {
    while (cudasim_next_lane()) Kernel(*static_cast<std::remove_const_t<Parameters>*>(values[Index])...);
  }

  static void runLanes(void** values) { runEachLane(values, std::index_sequence_for<Parameters...>()); }
};

}  // namespace cudasim

// One line of the table that the build script writes.
#define CUDASIM_KERNEL(name, x, y, z, parameterText)                                                    \
  {#name, parameterText, {x, y, z}, cudasim::Entry<&name>::COUNT, cudasim::Entry<&name>::TYPES,         \
   &cudasim::Entry<&name>::runLanes}

#endif
