// The layer of fail_layer.h inside a test program.
#pragma once

#include <dlfcn.h>

#include <cstdlib>
#include <string>

#include "tests/backends/vulkan/fail_layer.h"

namespace deepwell::test {

class FailLayer {
 public:
  // Before the program's first Vulkan call. The layer's folder comes from the build. Below the layers that the environment names.
  static void enable() {
    const char* others = std::getenv("VK_INSTANCE_LAYERS");
    const std::string layers = others != nullptr && *others != '\0' ? std::string(others) + ":" + kFailLayer : kFailLayer;
    setenv("VK_ADD_LAYER_PATH", DEEPWELL_FAIL_LAYER_FOLDER, 1);
    setenv("VK_INSTANCE_LAYERS", layers.c_str(), 1);
  }

  FailLayer() {
    // The file that the loader has open too, so the same counters.
    void* library = dlopen(DEEPWELL_FAIL_LAYER_FOLDER "/libdeepwell-fail-layer.so", RTLD_NOW);
    if (library == nullptr) return;
    at_ = reinterpret_cast<FailAt>(dlsym(library, kFailAt));
    calls_ = reinterpret_cast<FailCalls>(dlsym(library, kFailCalls));
    failed_ = reinterpret_cast<FailedCall>(dlsym(library, kFailedCall));
  }
  bool there() const { return at_ != nullptr && calls_ != nullptr && failed_ != nullptr; }

  void failAt(int64_t number, FailCode code) { at_(number, code); }
  int64_t calls() const { return calls_(); }
  std::string failedCall() const {  // empty: none
    const char* name = failed_();
    return name != nullptr ? name : "";
  }

 private:
  FailAt at_ = nullptr;
  FailCalls calls_ = nullptr;
  FailedCall failed_ = nullptr;
};

}  // namespace deepwell::test
