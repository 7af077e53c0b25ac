package dev.trine.train;

import dev.trine.nn.Loss;

/**
 * What was said of the loss of an output.
 *
 * @param output null for the only one
 * @param target the field of the data; null for what the data has for the output
 */
record LossSetting(String output, String target, Loss loss, double factor) {}
