/*
 * What a window sees of images, found by the numbers of its places and of its taps, the elements that it takes.
 *
 * The gradient by the images is what a window sees, too: of the results, with the filters turned round. Walking backwards,
 * its places are the pixels, and at each it sees those results whose window saw the pixel. With a stride these are other
 * taps from pixel to pixel, and the same again `stride` pixels on; so the pixels are dealt out to phases, of each of which
 * the window has the same taps.
 */

/* [batch, seen_height, seen_width, seen_channels] are seen, at the places [batch, rows, columns], of `channels` each. */
#define CONVOLUTION \
  int batch, int seen_height, int seen_width, int seen_channels, int rows, int columns, int channels, int groups, \
      int window_height, int window_width, int down, int across, int row_step, int column_step, int top, int before

/* A number in digits of three ranges, the outermost without an end. */
typedef struct {
  int outer;
  int middle;
  int inner;
} Digits;

DEVICE Digits digits_of(int number, int middle, int inner) {
  Digits digits;
  int rest = number / inner;
  digits.inner = number - rest * inner;
  digits.outer = rest / middle;
  digits.middle = rest - digits.outer * middle;
  return digits;
}

/* The sum of two numbers, without a division. */
DEVICE Digits plus(Digits a, Digits b, int middle, int inner) {
  a.inner += b.inner;
  a.middle += b.middle;
  a.outer += b.outer;
  if (a.inner >= inner) {
    a.inner -= inner;
    a.middle++;
  }
  if (a.middle >= middle) {
    a.middle -= middle;
    a.outer++;
  }
  return a;
}

/* One axis of a window that walks: at its place p, its tap t is at start + p * stride + t * step. */
typedef struct {
  int places;
  int stride;
  int taps;
  int start;
  int step;
  /* Of all elements of the window, the first that is a tap. */
  int first_tap;
} Walk;

/*
 * The axis of a window of so many elements, over so many places; backwards, of the places phase, phase + stride, ...
 * Of the taps of a phase one is `period` elements behind the other, the least number whose steps make whole strides.
 */
DEVICE Walk walk(int backwards, int phase, int places, int elements, int stride, int step, int padding, int period) {
  Walk along;
  if (!backwards) {
    along.places = places;
    along.stride = stride;
    along.taps = elements;
    along.start = -padding;
    along.step = step;
    along.first_tap = 0;
    return along;
  }
  int first = 0;
  while (first < elements && (phase + padding - first * step) % stride != 0) {
    first++;
  }
  along.places = (places - phase - 1) / stride + 1;
  along.stride = 1;
  along.taps = first < elements ? (elements - first - 1) / period + 1 : 0;
  along.start = (phase + padding - first * step) / stride;
  along.step = -(period * step / stride);
  along.first_tap = first;
  return along;
}

/*
 * Where a window takes its taps from: images of so many rows, columns and channels. Terms of one tap, `share` channels of a
 * pixel, lie next to each other; tap by tap they are numbered across and then down.
 */
typedef struct {
  int height;
  int width;
  int channels;
  int row_step;
  int column_step;
  int taps_across;
  int share;
} Sight;
