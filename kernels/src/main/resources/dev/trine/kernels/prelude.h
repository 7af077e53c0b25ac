/*
 * The kernel dialect: one source that compiles as OpenCL C 1.2, as CUDA C++ and, for the driver simulator, as host C++.
 *
 * Every kernel file begins with  #include "prelude.h"  and from there on uses only C99, the names defined here and
 * no double precision, or it is another one once more, included behind macros. A kernel looks like this:
 *
 *   KERNEL(256, 1, 1) void scale(IN(float, x), OUT(float, y), float factor, int n) {
 *     GLOBAL const float* RESTRICT source = AT(x);
 *     GLOBAL float* target = AT(y);
 *     for (i64 i = ITEM(0); i < n; i += ITEMS(0)) target[i] = factor * source[i];
 *   }
 *
 * Rules that a compiler does not check:
 *   - LOCAL_ARRAY only at the top of a kernel's body (OpenCL), and never a value for it there.
 *   - Every lane of a group reaches every BARRIER, so no lane returns before one. BARRIER orders local memory only.
 *   - The dimension given to LANE, GROUP, ITEM and their plurals is a literal 0, 1 or 2.
 *   - An IN parameter promises that nothing writes that memory during the launch. Where the memory plan may put an
 *     output over an input, the input is ALIASED_IN. CUDA loads IN through a cache that does not see writes.
 *   - LOAD4 and STORE4 need an address that is a multiple of 16 bytes, and a vector loaded by a pointer one of its own.
 *   - FMA rounds once, MAD maybe twice where that is faster.
 *   - What only one of the three compilers takes stands between #ifdef DIALECT_OPENCL, DIALECT_CUDA or DIALECT_HOST.
 */

#ifndef TRINE_PRELUDE
#define TRINE_PRELUDE

#if defined(__OPENCL_VERSION__) || defined(__OPENCL_C_VERSION__)
/* ---------------------------------------------------------------------------------------------- OpenCL C 1.2 */
#define DIALECT_OPENCL 1

typedef long i64;
typedef uint u32;
typedef ulong u64;
typedef ushort u16;
typedef uchar u8;

#define KERNEL(x, y, z) __kernel __attribute__((reqd_work_group_size(x, y, z)))
/* Neither "inline", which leaves an unoptimised build without a body to link, nor "static", which not every 1.2
   compiler takes. */
#define DEVICE
#define GLOBAL __global
#define LOCAL __local
#define LOCAL_ARRAY(T, name, n) __local T name[n]
#define RESTRICT restrict
#define BARRIER() barrier(CLK_LOCAL_MEM_FENCE)

#define LANE(d) ((int)get_local_id(d))
#define LANES(d) ((int)get_local_size(d))
#define GROUP(d) ((int)get_group_id(d))
#define GROUPS(d) ((int)get_num_groups(d))
#define ITEM(d) ((i64)get_global_id(d))
#define ITEMS(d) ((i64)get_global_size(d))

/* The casts keep a double constant from choosing the double form of a function. */
#define FMA(a, b, c) fma((float)(a), (float)(b), (float)(c))
#if defined(FP_FAST_FMAF) || defined(PORTABLE)
#define MAD(a, b, c) FMA(a, b, c)
#else
/* fma would be made of many instructions, or run at a quarter of the speed (AMD's Polaris). */
#define MAD(a, b, c) mad((float)(a), (float)(b), (float)(c))
#endif
#define EXP(x) exp((float)(x))
#define SQRT(x) sqrt((float)(x))
#define EXPM1(x) expm1((float)(x))
#define FABS(x) fabs((float)(x))

#define MULHI(a, b) mul_hi((u32)(a), (u32)(b))
#define AS_INT(x) as_int((float)(x))
#define AS_FLOAT(x) as_float((int)(x))

#define FLOAT4(a, b, c, d) ((float4)((a), (b), (c), (d)))

#elif defined(__CUDACC__)
/* -------------------------------------------------------------------------------------------------- CUDA C++ */
#define DIALECT_CUDA 1

typedef long long i64;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef unsigned short u16;
typedef unsigned char u8;

/* At least 512 lanes fit on a multiprocessor, which bounds a lane's registers by 128: one more in a group of 256 lanes
   would halve the groups that run beside each other. */
#define CUDA_GROUPS(lanes) ((lanes) < 64 ? 8 : 512 / (lanes))
#define KERNEL(x, y, z) extern "C" __global__ __launch_bounds__((x) * (y) * (z), CUDA_GROUPS((x) * (y) * (z)))
#define RESIDENT_KERNEL(x, groups) extern "C" __global__ __launch_bounds__(x, groups)
#define DEVICE static __device__ __forceinline__
#define GLOBAL
#define LOCAL
#define LOCAL_ARRAY(T, name, n) __shared__ T name[n]
#define RESTRICT __restrict__
#define BARRIER() __syncthreads()

/* With a literal dimension the choice is made by the compiler. */
#define CUDA_DIMENSION(d, v) ((d) == 0 ? (v).x : (d) == 1 ? (v).y : (v).z)
#define LANE(d) ((int)CUDA_DIMENSION(d, threadIdx))
#define LANES(d) ((int)CUDA_DIMENSION(d, blockDim))
#define GROUP(d) ((int)CUDA_DIMENSION(d, blockIdx))
#define GROUPS(d) ((int)CUDA_DIMENSION(d, gridDim))
#define ITEM(d) ((i64)GROUP(d) * LANES(d) + LANE(d))
#define ITEMS(d) ((i64)GROUPS(d) * LANES(d))

#define FMA(a, b, c) fmaf((float)(a), (float)(b), (float)(c))
#define MAD(a, b, c) FMA(a, b, c)
#define EXP(x) expf((float)(x))
#define SQRT(x) sqrtf((float)(x))
#define EXPM1(x) expm1f((float)(x))
#define FABS(x) fabsf((float)(x))

#define MULHI(a, b) __umulhi((u32)(a), (u32)(b))
#define AS_INT(x) __float_as_int((float)(x))
#define AS_FLOAT(x) __int_as_float((int)(x))

#define FLOAT4(a, b, c, d) make_float4((a), (b), (c), (d))

#else
/* ------------------------------------------------------------------------------------- host C++, for tests only */
#define DIALECT_HOST 1
/* In angle brackets, so that what assembles an OpenCL program leaves it alone. */
#include <simulated_kernel.h>
#endif

/* ---------------------------------------------------------------------------------------------- every dialect */

/* By the bits, so that no "fast math" option can assume the answer. */
#define IS_FINITE(x) ((AS_INT(x) & 0x7f800000) != 0x7f800000)

/* A kernel of x lanes of which so many groups fit on one of CUDA's multiprocessors, whose registers are given out by it. */
#ifndef DIALECT_CUDA
#define RESIDENT_KERNEL(x, groups) KERNEL(x, 1, 1)
#endif

#define LOAD4(p) (*(GLOBAL const float4*)(p))
#define STORE4(p, v) (*(GLOBAL float4*)(p) = (v))

/*
 * A tensor comes as the buffer it lives in and an offset counted in elements, because an OpenCL buffer has no address
 * to add to on the host. A kernel adds the two once, by AT, and then indexes from there.
 * An output is never restrict: it may be the memory of an ALIASED_IN, updated in place.
 */
#define IN(T, name) GLOBAL const T* RESTRICT name, i64 name##_offset
#define ALIASED_IN(T, name) GLOBAL const T* name, i64 name##_offset
#define OUT(T, name) GLOBAL T* name, i64 name##_offset
#define AT(name) (name + name##_offset)

#endif
