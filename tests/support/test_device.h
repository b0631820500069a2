// The backend that a test process runs on, as DEEPWELL_TEST_DEVICE says:
//   cpu           (default) a new CPU backend for every caller, with the threads that it asks for
//   vulkan        the best device that libdeepwell-vulkan.so finds, opened once a process
//   vulkan-plain  the same without any optional feature of the device
//   vulkan-split  the same with allocations so small that weights lie in pieces
// Test programs that link deepwell_test_device get a main() which exits with 77 and says why if the device is not there, or
// with 1 if DEEPWELL_TEST_DEVICE_REQUIRED is set.
#pragma once

#include <memory>
#include <string>

#include "engine/backend/backend.h"

namespace deepwell::test {

// Bytes of one allocation on vulkan-split.
inline constexpr uint64_t kSplitAllocation = 512 * 1024;

// Opens the device that the environment names. kNotFound, kDevice: it is not there.
Status openTestDevice();
// Before main() returns: drivers do not like to be called by destructors of static objects.
void closeTestDevice();

// Whether the backend under test is the CPU one: its results do not depend on the program that computes them, and it has
// threads.
bool onCpu();

Result<std::shared_ptr<Backend>> testBackend(int threads = 2);

// A backend of the caller's own, of the same kind.
Result<std::unique_ptr<Backend>> ownTestBackend(int threads = 2);

// Messages of Vulkan's validation layers since the last call; what is left of them in the end fails the test program.
int takeValidationMessages();
void countValidationMessage();

// Backends find weights again by their address. What a shared backend has seen stays where it is until it is closed, so that
// no other test's weights come to lie at the same address.
void keepForDevice(std::shared_ptr<const void> weights);

}  // namespace deepwell::test
