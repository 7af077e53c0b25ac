/*
 * Ops on rows of class scores. `width` lanes, a power of two, share a row; a group takes GROUP_LANES / width rows, so
 * that few classes do not leave lanes idle.
 */
#include "prelude.h"

#define GROUP_LANES 64
#define NEGATIVE_INFINITY AS_FLOAT(0xff800000u)
#define NOT_A_NUMBER AS_FLOAT(0x7fc00000)

/* The largest of the parts of the lanes that share a row, to all of them. NaN may be dropped. */
DEVICE float row_maximum(LOCAL float* parts, int lane, int width, float part) {
  parts[lane] = part;
  BARRIER();
  for (int span = width / 2; span > 0; span /= 2) {
    if (lane % width < span) {
      parts[lane] = FMAX(parts[lane], parts[lane + span]);
    }
    BARRIER();
  }
  float maximum = parts[lane - lane % width];
  BARRIER();
  return maximum;
}

/* The sum of the parts of the lanes that share a row, to all of them. */
DEVICE float row_sum(LOCAL float* parts, int lane, int width, float part) {
  parts[lane] = part;
  BARRIER();
  for (int span = width / 2; span > 0; span /= 2) {
    if (lane % width < span) {
      parts[lane] += parts[lane + span];
    }
    BARRIER();
  }
  float sum = parts[lane - lane % width];
  BARRIER();
  return sum;
}

/* A lane's share of the largest score of a row. */
DEVICE float largest(GLOBAL const float* row, int first, int classes, int width) {
  float maximum = NEGATIVE_INFINITY;
  for (int c = first; c < classes; c += width) {
    maximum = FMAX(maximum, row[c]);
  }
  return maximum;
}

/* A lane's share of the sum of e^(score - maximum). A NaN in the row makes it NaN. */
DEVICE float exponentials(GLOBAL const float* row, int first, int classes, int width, float maximum) {
  float sum = 0.0f;
  for (int c = first; c < classes; c += width) {
    sum += EXP(row[c] - maximum);
  }
  return sum;
}

KERNEL(64, 1, 1) void softmax(ALIASED_IN(float, in), OUT(float, out), int rows, int classes, int width) {
  LOCAL_ARRAY(float, parts, GROUP_LANES);
  int lane = LANE(0);
  int together = GROUP_LANES / width;
  for (u32 first = (u32)GROUP(0) * (u32)together; first < (u32)rows; first += (u32)GROUPS(0) * (u32)together) {
    u32 row = first + (u32)(lane / width);
    int mine = row < (u32)rows ? lane % width : classes;
    GLOBAL const float* scores = AT(in) + (i64)row * classes;
    GLOBAL float* target = AT(out) + (i64)row * classes;
    float maximum = row_maximum(parts, lane, width, largest(scores, mine, classes, width));
    float sum = row_sum(parts, lane, width, exponentials(scores, mine, classes, width, maximum));
    for (int c = mine; c < classes; c += width) {
      target[c] = EXP(scores[c] - maximum) / sum;
    }
  }
}

/* Cross-entropy of the softmax and its gradient (Bishop 1995, section 6.9). `gradient` may be `logits`. */
KERNEL(64, 1, 1) void softmax_cross_entropy(
    ALIASED_IN(float, logits), IN(int, labels), OUT(float, losses), OUT(float, gradient), int rows, int classes,
    int width, float scale, int with_gradient) {
  LOCAL_ARRAY(float, parts, GROUP_LANES);
  int lane = LANE(0);
  int together = GROUP_LANES / width;
  for (u32 first = (u32)GROUP(0) * (u32)together; first < (u32)rows; first += (u32)GROUPS(0) * (u32)together) {
    u32 row = first + (u32)(lane / width);
    int inside = row < (u32)rows;
    int mine = inside ? lane % width : classes;
    GLOBAL const float* scores = AT(logits) + (i64)row * classes;
    GLOBAL float* target = AT(gradient) + (i64)row * classes;
    int label = inside ? AT(labels)[row] : 0;
    int valid = label >= 0 && label < classes;
    /* Read before the barriers below, behind which the gradient may overwrite it. */
    float wanted = inside && valid ? scores[label] : NOT_A_NUMBER;
    float maximum = row_maximum(parts, lane, width, largest(scores, mine, classes, width));
    float sum = row_sum(parts, lane, width, exponentials(scores, mine, classes, width, maximum));
    if (inside && lane % width == 0) {
      AT(losses)[row] = scale * (LOG(sum) + (maximum - wanted));
    }
    if (with_gradient) {
      for (int c = mine; c < classes; c += width) {
        float probability = EXP(scores[c] - maximum) / sum;
        target[c] = valid ? scale * (probability - (c == label ? 1.0f : 0.0f)) : NOT_A_NUMBER;
      }
    }
  }
}

/* Whether a score replaces the best one so far: it is larger, or as large and to the left. */
#define BEATS(score, index, best, best_index) ((score) > (best) || ((score) == (best) && (index) < (best_index)))

/* 1 where the largest score of a row is its label's, the leftmost of equals; 0 elsewhere and in a row with a NaN. */
KERNEL(64, 1, 1) void correct(
    IN(float, logits), IN(int, labels), OUT(float, out), int rows, int classes, int width) {
  LOCAL_ARRAY(float, scores, GROUP_LANES);
  LOCAL_ARRAY(int, indices, GROUP_LANES);
  int lane = LANE(0);
  int together = GROUP_LANES / width;
  for (u32 first = (u32)GROUP(0) * (u32)together; first < (u32)rows; first += (u32)GROUPS(0) * (u32)together) {
    u32 row = first + (u32)(lane / width);
    int inside = row < (u32)rows;
    GLOBAL const float* source = AT(logits) + (i64)row * classes;
    float best = NEGATIVE_INFINITY;
    int best_index = classes;
    for (int c = inside ? lane % width : classes; c < classes; c += width) {
      float score = source[c];
      int index = c;
      if (score != score) {
        /* Beats every other, and is no label. */
        score = -NEGATIVE_INFINITY;
        index = -1;
      }
      if (BEATS(score, index, best, best_index)) {
        best = score;
        best_index = index;
      }
    }
    scores[lane] = best;
    indices[lane] = best_index;
    BARRIER();
    for (int span = width / 2; span > 0; span /= 2) {
      if (lane % width < span && BEATS(scores[lane + span], indices[lane + span], scores[lane], indices[lane])) {
        scores[lane] = scores[lane + span];
        indices[lane] = indices[lane + span];
      }
      BARRIER();
    }
    if (inside && lane % width == 0) {
      int label = AT(labels)[row];
      AT(out)[row] = label >= 0 && label < classes && label == indices[lane] ? 1.0f : 0.0f;
    }
    BARRIER();
  }
}
