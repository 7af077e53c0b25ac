/*
 * The end of a training step, but for the updates, which are generated. Nothing here changes a target while the step is
 * not healthy. An update marks a step that it would have made infinite as overflowed; that the step is no longer healthy
 * only commit says, so that all lanes of all updates see it alike.
 */
#include "prelude.h"
#include "step_state.h"

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
