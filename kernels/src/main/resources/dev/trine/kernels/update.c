/* The end of a training step. Nothing here changes a target while the step is not healthy. */
#include "prelude.h"
#include "quad.h"
#include "step_state.h"

/* Marks the step as unhealthy unless both values are finite. */
KERNEL(1, 1, 1) void guard(IN(float, loss), IN(float, squared_norm), OUT(int, state)) {
  if (!IS_FINITE(AT(loss)[0]) || !IS_FINITE(AT(squared_norm)[0])) {
    AT(state)[HEALTHY] = 0;
  }
}

/*
 * Gradient descent with momentum (Sutskever et al. 2013). The first `decayed` parameters decay; the velocity is there
 * only where `moving`.
 */
KERNEL(64, 1, 1) void sgd(
    OUT(float, parameters), IN(float, gradients), OUT(float, velocity), IN(float, rate), IN(int, state), int n,
    int wide, int decayed, int moving, int nesterov, float momentum, float weight_decay) {
  if (AT(state)[HEALTHY] == 0) {
    return;
  }
  float step = AT(rate)[0];
  for (u32 first = 4 * (u32)ITEM(0); first < (u32)n; first += 4 * (u32)ITEMS(0)) {
    int length = quad_length(first, (u32)n);
    float p[4];
    float g[4];
    float v[4];
    load_quad(AT(parameters) + first, length, wide, p);
    load_quad(AT(gradients) + first, length, wide, g);
    load_quad(AT(velocity) + first, moving ? length : 0, wide, v);
    for (int j = 0; j < 4; j++) {
      if (first + (u32)j < (u32)decayed) {
        g[j] = FMA(weight_decay, p[j], g[j]);
      }
      v[j] = FMA(momentum, v[j], g[j]);
      p[j] = FMA(-step, nesterov ? FMA(momentum, v[j], g[j]) : v[j], p[j]);
    }
    store_quad(AT(velocity) + first, moving ? length : 0, wide, v);
    store_quad(AT(parameters) + first, length, wide, p);
  }
}

/*
 * Adam (Kingma and Ba 2015, algorithm 1) with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2).
 * `complement1` is 1 - beta1 and `log1` is ln beta1, both rounded from double: 1 - beta^t is then -expm1(t ln beta),
 * exact also where beta is close to 1.
 */
KERNEL(64, 1, 1) void adam(
    OUT(float, parameters), IN(float, gradients), OUT(float, first_moment), OUT(float, second_moment), IN(float, rate),
    IN(int, state), int n, int wide, int decayed, float beta1, float complement1, float log1, float beta2,
    float complement2, float log2, float epsilon, float weight_decay) {
  if (AT(state)[HEALTHY] == 0) {
    return;
  }
  float step = AT(rate)[0];
  float t = (float)(AT(state)[STEP] + 1);
  float correction1 = -1.0f / EXPM1(t * log1);
  float correction2 = -1.0f / EXPM1(t * log2);
  for (u32 first = 4 * (u32)ITEM(0); first < (u32)n; first += 4 * (u32)ITEMS(0)) {
    int length = quad_length(first, (u32)n);
    float p[4];
    float g[4];
    float m[4];
    float v[4];
    load_quad(AT(parameters) + first, length, wide, p);
    load_quad(AT(gradients) + first, length, wide, g);
    load_quad(AT(first_moment) + first, length, wide, m);
    load_quad(AT(second_moment) + first, length, wide, v);
    for (int j = 0; j < 4; j++) {
      if (first + (u32)j < (u32)decayed) {
        p[j] = FMA(-step * weight_decay, p[j], p[j]);
      }
      m[j] = FMA(beta1, m[j], complement1 * g[j]);
      v[j] = FMA(beta2, v[j], complement2 * g[j] * g[j]);
      p[j] = FMA(-step, m[j] * correction1 / (SQRT(v[j] * correction2) + epsilon), p[j]);
    }
    store_quad(AT(first_moment) + first, length, wide, m);
    store_quad(AT(second_moment) + first, length, wide, v);
    store_quad(AT(parameters) + first, length, wide, p);
  }
}

/* Ends the step: totals += values, and one more update was made. One group. */
KERNEL(64, 1, 1) void commit(IN(float, values), OUT(float, totals), OUT(int, state), int n) {
  if (AT(state)[HEALTHY] == 0) {
    return;
  }
  for (int i = LANE(0); i < n; i += LANES(0)) {
    AT(totals)[i] += AT(values)[i];
  }
  if (LANE(0) == 0) {
    AT(state)[STEP] += 1;
  }
}
