/*
 * The convolutions of depthwise.c of operands that become TF32.
 */
#define OPERANDS_TF32
#define depthwise depthwise_tf32
#define depthwise_filters depthwise_filters_tf32
#include "depthwise.c"
