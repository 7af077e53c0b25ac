// The interpreter does what NVIDIA's PTX manual says, with each instruction that it knows.
#pragma once

#include "ptx_approximation_checks.h"
#include "ptx_async_copy_checks.h"
#include "ptx_bit_checks.h"
#include "ptx_fault_checks.h"
#include "ptx_float_choice_checks.h"
#include "ptx_float_conversion_checks.h"
#include "ptx_integer_checks.h"
#include "ptx_integer_conversion_checks.h"
#include "ptx_matrix_checks.h"
#include "ptx_memory_checks.h"
#include "ptx_narrow_float_checks.h"
#include "ptx_predicate_checks.h"
#include "ptx_refusal_checks.h"
#include "ptx_rounding_checks.h"
#include "ptx_special_register_checks.h"
#include "ptx_warp_checks.h"

namespace {

// A kernel without a host build runs from its text even where host builds run, and is refused as strictly.
void textAloneIsInterpreted() {
  Device device;
  configure("CUDASIM_EXECUTE", "host");
  configure("CUDASIM_CC", "80");
  const uint64_t nothing = 0;
  const std::string places = ofLane("cvt.u64.u32 %rd0, %lane;");
  EXPECT(runOn(places, &nothing, sizeof nothing, 3) == std::vector<uint64_t>({0, 1, 2}));
  CUmodule loaded = nullptr;
  EXPECT(cuModuleLoadData(&loaded, kernel("frobnicate.u32 %r1, %r2;").c_str()) == CUDA_ERROR_INVALID_PTX);
  configure("CUDASIM_EXECUTE", nullptr);
  configure("CUDASIM_CC", nullptr);
}

void programsAreInterpreted() {
  integersCompute();
  bitsAreWorkedOn();
  integersAreConverted();
  predicatesDecide();
  arithmeticRounds();
  floatsAreChosen();
  floatsAreConverted();
  narrowFloatsAreConverted();
  approximationsErr();
  memoryIsReached();
  lanesKnowTheirPlace();
  warpsActTogether();
  matricesAreMultiplied();
  copiesArriveWhenWaitedFor();
  kernelsFault();
  textIsRefused();
  textAloneIsInterpreted();
}

}  // namespace
