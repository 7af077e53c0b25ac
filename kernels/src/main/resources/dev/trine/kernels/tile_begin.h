/*
 * Which tile of results of m x n elements a group computes, and which elements of it a lane brings and computes, within a
 * kernel whose groups are numbered by tiles, and these by layers. `a_across` says that a's terms lie next to each other in
 * memory, `b_across` the same of b.
 */
  LOCAL_ARRAY(float4, memory, PANEL);
  /* Two panels of a, two of b: one of each is read while the other is written. */
  LOCAL float* panels = (LOCAL float*)&memory[0];
  int lane = LANE(0);

#include "tile_place.h"

  /* Which four elements of each panel this lane brings: their line of the matrix and their term. */
  int a_line = a_across ? lane / (DEPTH / 4) : lane % (TILE / 4) * 4;
  int a_term = a_across ? lane % (DEPTH / 4) * 4 : lane / (TILE / 4);
  int b_line = b_across ? lane / (DEPTH / 4) : lane % (TILE / 4) * 4;
  int b_term = b_across ? lane % (DEPTH / 4) * 4 : lane / (TILE / 4);
  LOCAL float* a_target = panels + a_term * PITCH + a_line;
  LOCAL float* b_target = panels + 2 * PANEL + b_term * PITCH + b_line;
  a_line += first_row;
  b_line += first_column;

  /* Which elements of the tile it computes: quads of rows and columns, one quad in each 4 * SIDE. In blocks of 4 x 8
     lanes, so that the lanes that read local memory together read few different addresses in few rows. In a block the
     pairs lane and lane ^ 1 have the same columns, and lane and lane ^ 2 the same rows: NVIDIA's local memory serves a
     quad to 32 lanes in two turns if all of either kind of pairs share an address, in four otherwise
     (forums.developer.nvidia.com/t/77228, on compute capability 7.0 to 7.5). */
  int lane_row = (lane / 32 / (SIDE / 8) * 4 + lane % 32 / 16 * 2 + lane % 2) * 4;
  int lane_column = (lane / 32 % (SIDE / 8) * 8 + lane % 16 / 2) * 4;
  LOCAL const float* x_source = panels + lane_row;
  LOCAL const float* y_source = panels + 2 * PANEL + lane_column;
