/*
 * The sums of a tile, over `left` terms, within a kernel that has included tile_begin.h and says in macros
 *
 *   LOAD_TERMS  what brings this lane's elements of the panel at hand to a_quad and b_quad, 0 for those outside
 *   NEXT_TERMS  how it moves on by DEPTH terms
 *   WITH_PANEL  what else is to be done with a panel of b, y_source, while it is in local memory
 */
  float sums[REACH][REACH];
  UNROLL for (int i = 0; i < REACH; i++) {
    UNROLL for (int j = 0; j < REACH; j++) {
      sums[i][j] = 0.0f;
    }
  }
  float a_quad[4];
  float b_quad[4];
  if (left > 0) {
    LOAD_TERMS
    store_panel(a_target, PITCH, a_across, a_quad);
    store_panel(b_target, PITCH, b_across, b_quad);
  }
  BARRIER();

  int turn = PANEL;
  KEEP_ROLLED while (left > 0) {
    left -= DEPTH;
    if (left > 0) {
      /* On their way from memory while this panel is multiplied. */
      NEXT_TERMS
      LOAD_TERMS
    }
    UNROLL_TERMS for (int term = 0; term < DEPTH; term++) {
      float x[REACH];
      float y[REACH];
      UNROLL for (int q = 0; q < REACH; q += 4) {
        float4 x_quad = LOCAL_LOAD4(x_source + term * PITCH + q * SIDE);
        float4 y_quad = LOCAL_LOAD4(y_source + term * PITCH + q * SIDE);
        x[q] = x_quad.x;
        x[q + 1] = x_quad.y;
        x[q + 2] = x_quad.z;
        x[q + 3] = x_quad.w;
        y[q] = y_quad.x;
        y[q + 1] = y_quad.y;
        y[q + 2] = y_quad.z;
        y[q + 3] = y_quad.w;
      }
      UNROLL for (int i = 0; i < REACH; i++) {
        UNROLL for (int j = 0; j < REACH; j++) {
          sums[i][j] = MAD(x[i], y[j], sums[i][j]);
        }
      }
    }
    WITH_PANEL
    if (left > 0) {
      store_panel(a_target + turn, PITCH, a_across, a_quad);
      store_panel(b_target + turn, PITCH, b_across, b_quad);
    }
    x_source += turn;
    y_source += turn;
    a_target += turn;
    b_target += turn;
    turn = -turn;
    BARRIER();
  }
