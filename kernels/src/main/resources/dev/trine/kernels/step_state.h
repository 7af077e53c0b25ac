/* The elements of StepState. */
#define STEP 0
#define HEALTHY 1
#define OVERFLOWED 2
#define SKIPS 3
#define SKIPPED 4
