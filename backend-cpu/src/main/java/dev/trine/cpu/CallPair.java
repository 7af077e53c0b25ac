package dev.trine.cpu;

/** One op that is two calls, one after the other. */
final class CallPair extends CpuCall {
  private final CpuCall first;
  private final CpuCall second;

  /** Takes over both, which are closed with this. */
  CallPair(Gate gate, String op, CpuCall first, CpuCall second) {
    super(gate, op);
    this.first = first;
    this.second = second;
  }

  @Override
  void execute() {
    first.execute();
    second.execute();
  }

  @Override
  boolean mayWrite(Region region) {
    return first.mayWrite(region) || second.mayWrite(region);
  }

  @Override
  void release() {
    first.close();
    second.close();
  }
}
