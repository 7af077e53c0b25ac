/*
 * The end of a training step. Nothing here changes a target while the step is not healthy. An update that would leave a
 * parameter or a moment not finite leaves them as they were and marks the step as overflowed; any number of lanes may
 * write that same mark, and none reads it here. That the step is no longer healthy only commit says, so that all lanes
 * of an update see it alike.
 */
#include "prelude.h"
#include "quad.h"
#include "step_state.h"

/*
 * Gradient descent with momentum (Sutskever et al. 2013). The first `decayed` parameters decay; the velocity is there
 * only where `moving`.
 */
KERNEL(64, 1, 1) void sgd(
    OUT(float, parameters), IN(float, gradients), OUT(float, velocity), IN(float, rate), OUT(int, state), int n,
    int wide, int decayed, int moving, int nesterov, float momentum, float weight_decay) {
  if (AT(state)[HEALTHY] == 0) {
    return;
  }
  float step = AT(rate)[0];
  int overflowed = 0;
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
      float velocity_after = FMA(momentum, v[j], g[j]);
      float after = FMA(-step, nesterov ? FMA(momentum, velocity_after, g[j]) : velocity_after, p[j]);
      /* A velocity that is not finite leaves no such parameter. */
      int finite = IS_FINITE(after);
      v[j] = finite ? velocity_after : v[j];
      p[j] = finite ? after : p[j];
      overflowed |= !finite;
    }
    store_quad(AT(velocity) + first, moving ? length : 0, wide, v);
    store_quad(AT(parameters) + first, length, wide, p);
  }
  if (overflowed) {
    AT(state)[OVERFLOWED] = 1;
  }
}

/*
 * Adam (Kingma and Ba 2015, algorithm 1) with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2).
 * `complement1` is 1 - beta1 and `log1` is ln beta1, both rounded from double: 1 - beta^t is then -expm1(t ln beta),
 * exact also where beta is close to 1.
 */
KERNEL(64, 1, 1) void adam(
    OUT(float, parameters), IN(float, gradients), OUT(float, first_moment), OUT(float, second_moment), IN(float, rate),
    OUT(int, state), int n, int wide, int decayed, float beta1, float complement1, float log1, float beta2,
    float complement2, float log2, float epsilon, float weight_decay) {
  if (AT(state)[HEALTHY] == 0) {
    return;
  }
  float step = AT(rate)[0];
  float t = (float)(AT(state)[STEP] + 1);
  float correction1 = -1.0f / EXPM1(t * log1);
  float correction2 = -1.0f / EXPM1(t * log2);
  int overflowed = 0;
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
      float after = p[j];
      if (first + (u32)j < (u32)decayed) {
        after = FMA(-step * weight_decay, p[j], p[j]);
      }
      float first_after = FMA(beta1, m[j], complement1 * g[j]);
      float second_after = FMA(beta2, v[j], complement2 * g[j] * g[j]);
      after = FMA(-step, first_after * correction1 / (SQRT(second_after * correction2) + epsilon), after);
      /* A first moment that is not finite leaves no such parameter. */
      int finite = IS_FINITE(after) && IS_FINITE(second_after);
      m[j] = finite ? first_after : m[j];
      v[j] = finite ? second_after : v[j];
      p[j] = finite ? after : p[j];
      overflowed |= !finite;
    }
    store_quad(AT(first_moment) + first, length, wide, m);
    store_quad(AT(second_moment) + first, length, wide, v);
    store_quad(AT(parameters) + first, length, wide, p);
  }
  if (overflowed) {
    AT(state)[OVERFLOWED] = 1;
  }
}

/*
 * Ends the step: totals += values, and one more update was made; or, where that overflowed, the step is not healthy.
 * One group. Where one lane writes the flag no other reads it.
 */
KERNEL(64, 1, 1) void commit(IN(float, values), OUT(float, totals), OUT(int, state), int n) {
  if (AT(state)[OVERFLOWED] != 0) {
    if (LANE(0) == 0) {
      AT(state)[HEALTHY] = 0;
    }
    return;
  }
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
