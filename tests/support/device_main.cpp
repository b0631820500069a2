#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>

#include "engine/base/log.h"
#include "tests/support/test_device.h"

int main(int argc, char** argv) {
  using namespace deepwell;
  constexpr int kSkipped = 77;
  testing::InitGoogleTest(&argc, argv);
  setLogSink([](LogLevel level, std::string_view line) {
    if (level >= LogLevel::kWarning) std::fprintf(stderr, "%.*s\n", static_cast<int>(line.size()), line.data());
  });
  if (const Status status = test::openTestDevice(); !status) {
    const bool required = std::getenv("DEEPWELL_TEST_DEVICE_REQUIRED") != nullptr;
    std::printf("%s: %s\n", required ? "FAILED" : "skipped", status.error().message.c_str());
    return required ? 1 : kSkipped;
  }
  if (!test::onCpu()) std::printf("device: %s\n", (*test::testBackend())->info().device.c_str());
  const int result = RUN_ALL_TESTS();
  test::closeTestDevice();
  return result;
}
