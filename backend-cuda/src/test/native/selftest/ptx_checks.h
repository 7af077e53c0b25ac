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
}

}  // namespace
