/* c[m, n] = a[m, k] b[k, n], one element a lane. Define MATMUL_NAME and MATMUL_TILE first. */
KERNEL(MATMUL_TILE, MATMUL_TILE, 1)
void MATMUL_NAME(IN(float, a), IN(float, b), OUT(float, c), int m, int n, int k) {
  LOCAL_ARRAY(float, a_tile, MATMUL_TILE * MATMUL_TILE);
  LOCAL_ARRAY(float, b_tile, MATMUL_TILE * MATMUL_TILE);
  int x = LANE(0);
  int y = LANE(1);
  int row = GROUP(1) * MATMUL_TILE + y;
  int column = GROUP(0) * MATMUL_TILE + x;
  float sum = 0.0f;
  for (int start = 0; start < k; start += MATMUL_TILE) {
    a_tile[y * MATMUL_TILE + x] = row < m && start + x < k ? AT(a)[(i64)row * k + start + x] : 0.0f;
    b_tile[y * MATMUL_TILE + x] = column < n && start + y < k ? AT(b)[(i64)(start + y) * n + column] : 0.0f;
    BARRIER();
    for (int i = 0; i < MATMUL_TILE; i++) sum = FMA(a_tile[y * MATMUL_TILE + i], b_tile[i * MATMUL_TILE + x], sum);
    BARRIER();
  }
  if (row < m && column < n) AT(c)[(i64)row * n + column] = sum;
}

#undef MATMUL_NAME
#undef MATMUL_TILE
