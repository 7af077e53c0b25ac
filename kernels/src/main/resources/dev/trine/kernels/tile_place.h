/*
 * Which tile of results of m x n elements a group computes, within a kernel whose groups are numbered by tiles, and these by
 * layers.
 */
  /* Which layer, and which tile of it: bands of BAND rows of tiles, each band column by column. */
  int rows_of_tiles = (m - 1) / TILE + 1;
  int columns_of_tiles = (n - 1) / TILE + 1;
  int layer = GROUP(0) / (rows_of_tiles * columns_of_tiles);
  int tile = GROUP(0) % (rows_of_tiles * columns_of_tiles);
  int band = tile / (BAND * columns_of_tiles);
  int in_band = tile % (BAND * columns_of_tiles);
  int band_rows = rows_of_tiles - band * BAND < BAND ? rows_of_tiles - band * BAND : BAND;
  int first_row = (band * BAND + in_band % band_rows) * TILE;
  int first_column = in_band / band_rows * TILE;
