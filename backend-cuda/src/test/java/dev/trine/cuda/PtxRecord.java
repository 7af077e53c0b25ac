package dev.trine.cuda;

import dev.trine.kernels.KernelSource;
import dev.trine.verification.record.FamilyRecord;
import dev.trine.verification.record.KernelFamily;

/** What slow checkers of interpreted PTX have passed. */
final class PtxRecord {
  private PtxRecord() {}

  /** By source and PTX: that one is not made of the other is for {@link PtxTest} to find. */
  static FamilyRecord of(String checker) {
    return FamilyRecord.of(
        checker,
        family ->
            family.equals(KernelFamily.GENERATED)
                ? ""
                : KernelSource.load(family).text() + Ptx.load(family).text());
  }
}
