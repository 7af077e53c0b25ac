package dev.trine.cuda;

import dev.trine.TrineException;
import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Candidate;
import dev.trine.backend.internal.Unavailable;
import dev.trine.kernels.DeviceBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;

/** The devices of the driver, in its order. */
final class Devices {
  private Devices() {}

  static List<Candidate> candidates() {
    Optional<Unavailable> refused = initialise();
    if (refused.isPresent()) {
      Unavailable why = refused.get();
      return List.of(Candidate.unavailable(CudaProvider.NAME, why.reason(), why.remedy()));
    }
    List<Candidate> found = new ArrayList<>();
    int count = count();
    for (int index = 0; index < count; index++) {
      found.add(candidate(index));
    }
    return found;
  }

  static Backend open(int index, BackendOptions options) {
    initialise().ifPresent(why -> CudaProvider.refuse(index, why));
    int count = count();
    if (index < 0 || index >= count) {
      CudaProvider.refuse(
          index,
          new Unavailable(
              "there are %s CUDA devices".formatted(count), "choose one from cuda:0 on"));
    }
    CudaDevice target = CudaDevice.describe(index);
    target.refusal().ifPresent(why -> CudaProvider.refuse(index, why));
    target
        .refusal(options.precision())
        .ifPresent(
            refusal -> {
              throw refusal;
            });
    return DeviceBackend.of(CudaRuntime.open(target), options);
  }

  /** Starts the driver, which may be done many times; empty where there is a device. */
  private static Optional<Unavailable> initialise() {
    int code = JCudaDriver.cuInit(0);
    // Another library of this process may have met a fault.
    ProcessFault.remember(code, "the NVIDIA driver answers " + Errors.describe(code));
    Optional<Unavailable> fault = ProcessFault.found();
    if (fault.isPresent()) {
      return fault;
    }
    DriverVersion version = DriverVersion.installed();
    if (!version.isAtLeast(DriverVersion.LEAST)) {
      return Optional.of(
          new Unavailable(
              "the NVIDIA driver knows CUDA up to %s, and the kernels need %s"
                  .formatted(version, DriverVersion.LEAST),
              "install version 450 or later of the driver"));
    }
    if (code == CUresult.CUDA_ERROR_NO_DEVICE || code == CUresult.CUDA_SUCCESS && count() == 0) {
      return Optional.of(
          new Unavailable(
              "the NVIDIA driver for CUDA %s finds no device".formatted(version),
              "look at nvidia-smi; a container must have been given the GPU,"
                  + " and CUDA_VISIBLE_DEVICES must not hide it"));
    }
    if (code != CUresult.CUDA_SUCCESS) {
      return Optional.of(
          new Unavailable(
              "the NVIDIA driver does not start: " + Errors.describe(code), remedy(code)));
    }
    return Optional.empty();
  }

  private static String remedy(int code) {
    return code == CUresult.CUDA_ERROR_SYSTEM_NOT_READY
        ? "start the driver's services and wait for them: where NVSwitch joins the GPUs (HGX, DGX),"
            + " nvidia-fabricmanager of the driver's version"
        : "look at nvidia-smi; after an update of the driver, restart the machine";
  }

  private static int count() {
    int[] count = new int[1];
    Errors.check(JCudaDriver.cuDeviceGetCount(count), "counting the devices");
    return count[0];
  }

  private static Candidate candidate(int index) {
    try {
      CudaDevice target = CudaDevice.describe(index);
      return target
          .refusal()
          .map(
              why ->
                  new Candidate(
                      target.device().selector(), target.device(), why.reason(), why.remedy()))
          .orElseGet(() -> Candidate.usable(target.device()));
    } catch (TrineException failure) {
      Unavailable why =
          ProcessFault.found()
              .orElseGet(() -> new Unavailable(failure.getMessage(), "look at nvidia-smi"));
      return Candidate.unavailable(CudaProvider.NAME + ":" + index, why.reason(), why.remedy());
    }
  }
}
