package dev.trine.cpu;

import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_get_effective_cpu_isa;
import static org.bytedeco.dnnl.global.dnnl.dnnl_set_primitive_cache_capacity;
import static org.bytedeco.dnnl.global.dnnl.dnnl_version;

import dev.trine.tensor.DType;
import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;

/**
 * The native library oneDNN, loaded once for the life of the JVM. It is used on one thread a call;
 * the {@link Team} is what makes products parallel, so that its threads and those of an OpenMP
 * runtime do not compete for the same processors.
 */
final class OneDnn {
  /** JavaCPP's limit on the memory of the whole process, by default twice the Java heap. */
  private static final String JAVACPP_LIMIT = "org.bytedeco.javacpp.maxPhysicalBytes";

  /**
   * How many primitives oneDNN itself keeps for the next of equal shape, with their machine code:
   * of a few networks. By its default of 1,024 a process that meets many batch sizes grows by a
   * gigabyte.
   */
  static final int CACHED_PRIMITIVES = 128;

  /** By which its user may choose another number. */
  private static final String CACHE_VARIABLE = "ONEDNN_PRIMITIVE_CACHE_CAPACITY";

  private final String version;
  private final engine engine;
  private final OpenMp openMp;

  /**
   * Loads it.
   *
   * @throws LinkageError if it, or what it needs, is not there for this platform
   */
  OneDnn() {
    NativeMemory.requireAddresses();
    // Tensors live in native memory, so that this limit would soon refuse to bind another call.
    if (System.getProperty(JAVACPP_LIMIT) == null) {
      System.setProperty(JAVACPP_LIMIT, "0");
    }
    Loader.load(org.bytedeco.dnnl.global.dnnl.class);
    dnnl_version_t found = dnnl_version();
    version = found.major() + "." + found.minor();
    if (System.getenv(CACHE_VARIABLE) == null) {
      dnnl_set_primitive_cache_capacity(CACHED_PRIMITIVES);
    }
    engine = new engine(org.bytedeco.dnnl.engine.kind.cpu, 0);
    openMp = OpenMp.find();
  }

  /** Major and minor. */
  String version() {
    return version;
  }

  engine engine() {
    return engine;
  }

  /** Whether it can be kept to one thread a call, which is to be asked for on each thread. */
  boolean isControllable() {
    return openMp != null;
  }

  /** Keeps its calls from the current thread to that thread, where it {@link #isControllable}. */
  void keepToThisThread() {
    if (openMp != null) {
      openMp.setThreads(1);
    }
  }

  /** Whether it has code of its own for products of BF16 on this processor. */
  boolean multipliesBf16() {
    return (dnnl_get_effective_cpu_isa() & dnnl_cpu_isa_avx512_core_bf16)
        == dnnl_cpu_isa_avx512_core_bf16;
  }

  /** What it calls the elements of a product's tensors. */
  static memory.data_type type(DType type) {
    return switch (type) {
      case F32 -> memory.data_type.f32;
      case BF16 -> memory.data_type.bf16;
      case I32, U8 -> throw new IllegalStateException("There are no products of " + type);
    };
  }

  /** A pointer to given native memory, which it does not own. */
  static Pointer at(long address) {
    return new Address(address);
  }

  private static final class Address extends Pointer {
    Address(long value) {
      super((Pointer) null);
      address = value;
    }
  }
}
