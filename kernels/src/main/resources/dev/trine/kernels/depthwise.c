/*
 * Convolution, and its gradients, of groups of one channel and one filter each: sums over the taps of a window, or over its
 * places, of products channel by channel. There is no matrix in this; each lane computes four neighbouring channels.
 */
#include "prelude.h"
#include "quad.h"
#include "operand.h"
#include "window.h"

/* Where a tap of an axis is seen from a place; backwards the place that sees it there, -1 if there is none. */
DEVICE int seen_from(int backwards, int place, int tap, int stride, int step, int padding) {
  if (!backwards) {
    return place * stride + tap * step - padding;
  }
  int first = place + padding - tap * step;
  return first % stride == 0 ? first / stride : -1;
}

/* sums += a * b, of `length` elements. */
DEVICE void add_products(GLOBAL const OPERAND* a, GLOBAL const OPERAND* b, int length, int wide, float* sums) {
  float x[4];
  float y[4];
  load_operands(a, length, wide, x);
  load_operands(b, length, wide, y);
  for (int j = 0; j < 4; j++) {
    sums[j] = MAD(x[j], y[j], sums[j]);
  }
}

/* Forwards and backwards as convolve_tile.h. */
KERNEL(64, 1, 1) void depthwise(
    IN(OPERAND, seen), IN(OPERAND, filters), OUT(float, out), CONVOLUTION, int backwards, int wide) {
  int quads = (channels - 1) / 4 + 1;
  u32 items = (u32)(batch * rows * columns) * (u32)quads;
  for (u32 i = (u32)ITEM(0); i < items; i += (u32)ITEMS(0)) {
    int pixel = (int)(i / (u32)quads);
    int channel = (int)(i % (u32)quads) * 4;
    int length = quad_length((u32)channel, (u32)channels);
    Digits place = digits_of(pixel, rows, columns);
    float sums[4] = {0.0f, 0.0f, 0.0f, 0.0f};
    for (int down_tap = 0; down_tap < window_height; down_tap++) {
      int row = seen_from(backwards, place.middle, down_tap, down, row_step, top);
      if ((u32)row >= (u32)seen_height) {
        continue;
      }
      for (int across_tap = 0; across_tap < window_width; across_tap++) {
        int column = seen_from(backwards, place.inner, across_tap, across, column_step, before);
        if ((u32)column < (u32)seen_width) {
          int at = ((place.outer * seen_height + row) * seen_width + column) * channels + channel;
          int tap = down_tap * window_width + across_tap;
          add_products(AT(seen) + at, AT(filters) + tap * channels + channel, length, wide, sums);
        }
      }
    }
    store_quad(AT(out) + pixel * channels + channel, length, wide, sums);
  }
}

/* The gradient by the filters, of `slice` places each: [slices, window_height, window_width, channels]. */
KERNEL(64, 1, 1) void depthwise_filters(
    IN(OPERAND, seen), IN(OPERAND, results), OUT(float, out), CONVOLUTION, int slices, int slice, int wide) {
  int quads = (channels - 1) / 4 + 1;
  int taps = window_height * window_width;
  int places = batch * rows * columns;
  Digits one = {0, 0, 1};
  u32 items = (u32)(slices * taps) * (u32)quads;
  for (u32 i = (u32)ITEM(0); i < items; i += (u32)ITEMS(0)) {
    int line = (int)(i / (u32)quads);
    int channel = (int)(i % (u32)quads) * 4;
    int length = quad_length((u32)channel, (u32)channels);
    int row_offset = line % taps / window_width * row_step - top;
    int column_offset = line % taps % window_width * column_step - before;
    int first = line / taps * slice;
    int left = places - first < slice ? places - first : slice;
    Digits place = digits_of(first, rows, columns);
    float sums[4] = {0.0f, 0.0f, 0.0f, 0.0f};
    for (int p = 0; p < left; p++) {
      int row = place.middle * down + row_offset;
      int column = place.inner * across + column_offset;
      if ((u32)row < (u32)seen_height && (u32)column < (u32)seen_width) {
        int at = ((place.outer * seen_height + row) * seen_width + column) * channels + channel;
        add_products(AT(seen) + at, AT(results) + (first + p) * channels + channel, length, wide, sums);
      }
      place = plus(place, one, rows, columns);
    }
    store_quad(AT(out) + line * channels + channel, length, wide, sums);
  }
}
