/*
 * The convolutions of depthwise.c of operands that are BF16.
 */
#define OPERANDS_BF16
#define depthwise depthwise_bf16
#define depthwise_filters depthwise_filters_bf16
#include "depthwise.c"
