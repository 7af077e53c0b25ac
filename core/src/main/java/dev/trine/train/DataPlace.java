package dev.trine.train;

/** Where the examples are while a model is trained on them. */
public enum DataPlace {
  /**
   * On the device, if they are {@linkplain dev.trine.data.Examples#areFixed fixed}, at least half
   * of them are trained on, and they take no more than a quarter of the memory that is not in use
   * here; else in host memory.
   */
  AUTOMATIC,
  /** On the device, from which batches are gathered. */
  DEVICE,
  /** In host memory, or wherever they come from; every batch is uploaded. */
  HOST
}
