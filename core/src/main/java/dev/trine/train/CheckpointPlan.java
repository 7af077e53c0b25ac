package dev.trine.train;

import java.nio.file.Path;
import java.time.Duration;

/**
 * When checkpoints are written, beside when training is stopped and when it ends.
 *
 * @param file that has the last of them
 * @param epochs after each so many; 0 for none of these
 * @param time after a step, when the last is so old; null for none of these
 */
record CheckpointPlan(Path file, int epochs, Duration time) {}
