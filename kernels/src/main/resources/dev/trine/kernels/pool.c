/*
 * What a window sees of each channel at each of its places, made one number, and the gradients of that: a lane for each
 * element of the result, which gathers what belongs to it, so that nothing is added atomically. The order of sums is
 * that of PoolingOps.
 */
#include "prelude.h"

/* Images and the places of a window over them, then the window: what it takes, its strides, dilations and padding. */
#define GEOMETRY                                                                                                     \
  int height, int width, int channels, int rows, int columns, int taken_rows, int taken_columns, int down,           \
      int across, int row_step, int column_step, int top, int left

/* The coordinates of an element of a tensor [images, rows, columns, channels]. */
#define COORDINATES(element, rows, columns)           \
  int channel = (int)((element) % (u32)channels);     \
  u32 pixel = (element) / (u32)channels;              \
  int column = (int)(pixel % (u32)(columns));         \
  int row = (int)(pixel / (u32)(columns) % (u32)(rows)); \
  u32 image = pixel / (u32)(columns) / (u32)(rows)

#define ELEMENT(image, row, column, rows, columns) \
  ((((image) * (u32)(rows) + (u32)(row)) * (u32)(columns) + (u32)(column)) * (u32)channels + (u32)channel)

/* How many of `taken` elements, `step` apart from `start` on, are from 0 to below `extent`. */
DEVICE int inside(int start, int step, int taken, int extent) {
  int before = start < 0 ? (-start + step - 1) / step : 0;
  int until = start < extent ? (extent - start + step - 1) / step : 0;
  until = until < taken ? until : taken;
  return until > before ? until - before : 0;
}

/* The place whose element `step_of` lies at a pixel, or -1: padding is that before the first. */
DEVICE int place_of(int pixel, int padding, int step_of, int stride, int places) {
  int start = pixel + padding - step_of;
  int place = start / stride;
  return start >= 0 && place * stride == start && place < places ? place : -1;
}

/* Floats in their order as integers: -0 is below +0. */
DEVICE int ordered(float x) {
  int bits = AS_INT(x);
  return bits ^ (bits >> 31 & 0x7fffffff);
}

#define IS_NAN(x) ((AS_INT(x) & 0x7fffffff) > 0x7f800000)

KERNEL(64, 1, 1) void max_pool(
    IN(float, images), OUT(float, largest), OUT(int, chosen), int keeps, int count, GEOMETRY) {
  for (u32 item = (u32)ITEM(0); item < (u32)count; item += (u32)ITEMS(0)) {
    COORDINATES(item, rows, columns);
    float best = AS_FLOAT(0xff800000);
    int first = -1;
    int undefined = 0;
    for (int i = 0; i < taken_rows; i++) {
      int y = row * down + i * row_step - top;
      for (int j = 0; j < taken_columns; j++) {
        int x = column * across + j * column_step - left;
        if (y >= 0 && y < height && x >= 0 && x < width) {
          float value = AT(images)[ELEMENT(image, y, x, height, width)];
          undefined |= IS_NAN(value);
          if (first < 0 || ordered(value) > ordered(best)) {
            best = value;
            first = i * taken_columns + j;
          }
        }
      }
    }
    AT(largest)[item] = undefined ? AS_FLOAT(0x7fc00000) : best;
    if (keeps) {
      AT(chosen)[item] = undefined ? -1 : first;
    }
  }
}

KERNEL(64, 1, 1) void max_pool_gradient(
    IN(float, gradient), IN(int, chosen), OUT(float, images), int count, GEOMETRY) {
  for (u32 item = (u32)ITEM(0); item < (u32)count; item += (u32)ITEMS(0)) {
    COORDINATES(item, height, width);
    float sum = 0;
    for (int i = taken_rows - 1; i >= 0; i--) {
      int y = place_of(row, top, i * row_step, down, rows);
      for (int j = taken_columns - 1; j >= 0; j--) {
        int x = place_of(column, left, j * column_step, across, columns);
        if (y >= 0 && x >= 0) {
          u32 place = ELEMENT(image, y, x, rows, columns);
          if (AT(chosen)[place] == i * taken_columns + j) {
            sum += AT(gradient)[place];
          }
        }
      }
    }
    AT(images)[item] = sum;
  }
}

KERNEL(64, 1, 1) void average_pool(IN(float, images), OUT(float, means), int count, GEOMETRY) {
  for (u32 item = (u32)ITEM(0); item < (u32)count; item += (u32)ITEMS(0)) {
    COORDINATES(item, rows, columns);
    float sum = 0;
    int seen = 0;
    for (int i = 0; i < taken_rows; i++) {
      int y = row * down + i * row_step - top;
      for (int j = 0; j < taken_columns; j++) {
        int x = column * across + j * column_step - left;
        if (y >= 0 && y < height && x >= 0 && x < width) {
          sum += AT(images)[ELEMENT(image, y, x, height, width)];
          seen++;
        }
      }
    }
    AT(means)[item] = seen == 0 ? 0 : sum / (float)seen;
  }
}

KERNEL(64, 1, 1) void average_pool_gradient(IN(float, gradient), OUT(float, images), int count, GEOMETRY) {
  for (u32 item = (u32)ITEM(0); item < (u32)count; item += (u32)ITEMS(0)) {
    COORDINATES(item, height, width);
    float sum = 0;
    for (int i = taken_rows - 1; i >= 0; i--) {
      int y = place_of(row, top, i * row_step, down, rows);
      for (int j = taken_columns - 1; j >= 0; j--) {
        int x = place_of(column, left, j * column_step, across, columns);
        if (y >= 0 && x >= 0) {
          int seen = inside(y * down - top, row_step, taken_rows, height) *
                     inside(x * across - left, column_step, taken_columns, width);
          sum += AT(gradient)[ELEMENT(image, y, x, rows, columns)] / (float)seen;
        }
      }
    }
    AT(images)[item] = sum;
  }
}
