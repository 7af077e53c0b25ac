/*
 * Four neighbouring elements at a time: one wide access where the tensor lies at a multiple of 16 bytes, which the host
 * knows and says by `wide`, and single ones elsewhere and at the end.
 */

/* How many of the four that start at `first` lie before `n`; 1 to 4. */
DEVICE int quad_length(u32 first, u32 n) {
  return n - first < 4 ? (int)(n - first) : 4;
}

/* Those behind `length` become 0. */
DEVICE void load_quad(GLOBAL const float* source, int length, int wide, float* quad) {
  if (wide && length >= 4) {
    float4 four = LOAD4(source);
    quad[0] = four.x;
    quad[1] = four.y;
    quad[2] = four.z;
    quad[3] = four.w;
  } else {
    for (int j = 0; j < 4; j++) {
      quad[j] = j < length ? source[j] : 0.0f;
    }
  }
}

DEVICE void store_quad(GLOBAL float* target, int length, int wide, const float* quad) {
  if (wide && length >= 4) {
    STORE4(target, FLOAT4(quad[0], quad[1], quad[2], quad[3]));
  } else {
    for (int j = 0; j < 4; j++) {
      if (j < length) {
        target[j] = quad[j];
      }
    }
  }
}
