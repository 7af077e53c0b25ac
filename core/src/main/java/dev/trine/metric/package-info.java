/**
 * What is said of answers beside their loss, computed from answers and targets alone, in double
 * precision: {@link dev.trine.metric.Metrics}.
 */
package dev.trine.metric;
