/** Files that a device backend keeps for later processes: unpacked libraries, compiled kernels. */
package dev.trine.kernels.files;
