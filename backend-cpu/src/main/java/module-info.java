/** The CPU as a backend: oneDNN where its native library is on the path too, else plain Java. */
@SuppressWarnings("requires-automatic") // JNA's jar says its name, though no more than that.
module dev.trine.cpu {
  requires com.sun.jna;
  requires dev.trine.core;
  requires java.logging;
  requires java.management;
  requires jdk.management;
  requires org.bytedeco.dnnl;
  requires org.bytedeco.javacpp;
  requires org.bytedeco.opencl;
  requires org.objectweb.asm;

  provides dev.trine.backend.BackendProvider with
      dev.trine.cpu.CpuProvider;
}
