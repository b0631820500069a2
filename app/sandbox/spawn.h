// Starting the only programs that the window ever has started: the download helper, the desktop's opener of links and folders, and
// once, before the sandbox, what makes an NVIDIA GPU ready.
#pragma once

#include <chrono>
#include <filesystem>

#include "app/fetch/helper.h"

namespace deepwell::sandbox {

struct Programs {
  std::filesystem::path helper;  // absolute: deepwell-fetch
  std::filesystem::path opener;  // absolute, gets the link or folder as its only argument; empty: there is none
  std::filesystem::path gpu_loader = {};  // absolute: nvidia-modprobe, where it has something to do; else empty

  // deepwell-fetch beside this program, xdg-open from the absolute folders of PATH, and nvidia-modprobe where it always is.
  static Programs find();
};

// The helper with pipes on its standard input and output; standard error stays. `dies_with_us`: ends with the thread that
// calls this.
Result<fetch::HelperPipes> spawnHelper(const std::filesystem::path& program, bool dies_with_us);

// In a session of its own, on /dev/null; it outlives us.
Status spawnOpener(const std::filesystem::path& program, const std::string& what);

// NVIDIA's driver loads its kernel modules and makes its devices by a program with the rights of root (setuid), which the sandbox
// takes from whatever is started inside of it: where no desktop has done so since the machine was started, the GPU would
// not be found. So it is started before, as the driver would start it, once for the GPU and, if that went well, once for memory
// that is shared with it. Waits for each to end, no longer than `patience`; a failure is the driver's to report.
void makeGpuReady(const std::filesystem::path& loader, std::chrono::milliseconds patience = std::chrono::seconds(5));

}  // namespace deepwell::sandbox
