package dev.trine.conformance.catalogue;

/** What a case costs. Each tier includes those before it. */
public enum Tier {
  /** For interpreters and simulators of a device, which run some million operations a second. */
  SMALL(3_000),
  /** For any real device; the whole tier takes seconds. */
  NORMAL(5_000_000),
  /** Sizes at which throughput means something. */
  LARGE(Double.POSITIVE_INFINITY);

  private final double mostOperations;

  Tier(double mostOperations) {
    this.mostOperations = mostOperations;
  }

  /** The first tier that admits so much work. */
  static Tier of(double operations) {
    Tier tier = SMALL;
    while (operations > tier.mostOperations) {
      tier = values()[tier.ordinal() + 1];
    }
    return tier;
  }

  /** Whether a run of this tier includes cases of the other. */
  public boolean includes(Tier other) {
    return other.compareTo(this) <= 0;
  }
}
