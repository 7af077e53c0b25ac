/**
 * JMH benchmarks. Each measures calls that are already bound and recorded, on data that lies on the
 * device. One invocation enqueues several and then waits once, as training does, so that the cost
 * of waiting is shared; the figures are per call.
 */
package dev.trine.benchmarks;
