package dev.trine.opencl;

import dev.trine.kernels.Kernel;
import org.jocl.cl_program;

/**
 * An entry point of a built program.
 *
 * @param parameters how many arguments OpenCL wants, where memory counts as two
 */
record OpenClKernel(cl_program program, String name, int maxLanes, int parameters)
    implements Kernel {}
