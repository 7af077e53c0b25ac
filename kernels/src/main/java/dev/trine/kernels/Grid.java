package dev.trine.kernels;

/**
 * How many groups of how many lanes run a kernel. The lanes must be those of the kernel's {@code
 * KERNEL(x, y, z)}.
 */
public record Grid(int groupsX, int groupsY, int groupsZ, int lanesX, int lanesY, int lanesZ) {
  /** The most groups along y and z that every device takes. */
  public static final int MAX_GROUPS_YZ = 65_535;

  public Grid {
    if (groupsX < 1 || groupsY < 1 || groupsZ < 1 || lanesX < 1 || lanesY < 1 || lanesZ < 1) {
      throw new IllegalArgumentException(
          "A grid of %s × %s × %s groups of %s × %s × %s lanes is empty; each extent must be at least 1"
              .formatted(groupsX, groupsY, groupsZ, lanesX, lanesY, lanesZ));
    }
    if (groupsY > MAX_GROUPS_YZ || groupsZ > MAX_GROUPS_YZ) {
      throw new IllegalArgumentException(
          "A grid of %s × %s groups in y and z exceeds %s"
              .formatted(groupsY, groupsZ, MAX_GROUPS_YZ));
    }
  }

  /** A one-dimensional grid. */
  public static Grid of(int groups, int lanes) {
    return new Grid(groups, 1, 1, lanes, 1, 1);
  }

  public int lanes() {
    return lanesX * lanesY * lanesZ;
  }
}
