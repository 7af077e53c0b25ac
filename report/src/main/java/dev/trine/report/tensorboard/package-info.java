/** Event files, which TensorBoard draws. */
package dev.trine.report.tensorboard;
