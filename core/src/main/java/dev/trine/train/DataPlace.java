package dev.trine.train;

/** Where the examples are while a model is trained on them. */
public enum DataPlace {
  /**
   * On the device, if they take no more than a quarter of the memory that it has left, and at least
   * half of them are trained on.
   */
  AUTOMATIC,
  /** On the device, from which batches are gathered. */
  DEVICE,
  /** In host memory, or wherever they come from; every batch is uploaded. */
  HOST
}
