/*
 * Elements of what a window sees, four at a time.
 */
#include "window.h"

/* The number of an element; -1 beyond the edges. The window's first tap is at the row and column that are given. */
DEVICE int seen_at(Sight sight, int image, int row, int column, Digits term) {
  row += term.outer * sight.row_step;
  column += term.middle * sight.column_step;
  int inside = (u32)row < (u32)sight.height && (u32)column < (u32)sight.width;
  return inside ? ((image * sight.height + row) * sight.width + column) * sight.channels + term.inner : -1;
}

/*
 * Four terms, of which `length` are there; the others are 0, as is what lies beyond the edges. `wide` says that all four
 * are of one tap, are there or not together, and lie at a multiple of four elements.
 */
DEVICE void see(GLOBAL const OPERAND* from, int first, Sight sight, int image, int row, int column, Digits term, int length,
                int wide, float* quad) {
  if (wide) {
    int at = length > 0 ? seen_at(sight, image, row, column, term) : -1;
    load_operands(from + first + (at < 0 ? 0 : at), at < 0 ? 0 : 4, 1, quad);
    return;
  }
  Digits one = {0, 0, 1};
  UNROLL for (int j = 0; j < 4; j++) {
    int at = j < length ? seen_at(sight, image, row, column, term) : -1;
    quad[j] = at < 0 ? 0.0f : NUMBER(from[first + at]);
    term = plus(term, one, sight.taps_across, sight.share);
  }
}
