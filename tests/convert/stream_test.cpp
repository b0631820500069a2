// Memory stays small however large a tensor is.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstring>
#include <fstream>

#include "engine/api/quantize.h"
#include "engine/format/checkpoint.h"
#include "tests/format/counting_new.h"
#include "tests/support/gguf_writer.h"
#include "tests/support/temp_folder.h"

namespace deepwell::test {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kMiB = uint64_t{1} << 20;

// A sparse file: an F16 tensor of zeros that no memory should ever hold.
fs::path hugeGguf(const TempFolder& folder, std::vector<uint64_t> shape, uint64_t bytes) {
  GgufWriter writer;
  writer.addString("general.architecture", "llama");
  writer.tensorAt("blk.0.ffn_up.weight", shape, 1, 0);
  const fs::path path = folder.write("huge.gguf", writer.bytes());
  fs::resize_file(path, fs::file_size(path) + bytes);
  return path;
}

uint64_t peakResident() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<uint64_t>(usage.ru_maxrss) * 1024;
}

void convertAndMeasure(const fs::path& in, const fs::path& out, const char* type) {
  QuantizeOptions options;
  options.type = type;
  options.threads = 2;
  uint64_t last = 0;
  int reports = 0;
  resetPeak();
  const uint64_t before = peakResident();
  const auto report = quantizeModel(in, out, options, [&](const QuantizeProgress& progress) {
    EXPECT_LE(progress.bytes_done, progress.bytes_total);
    EXPECT_GE(progress.bytes_done, last);
    last = progress.bytes_done;
    ++reports;
  }, {});
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_GT(reports, 3);
  EXPECT_LT(static_cast<uint64_t>(peakBytes()), 24 * kMiB);
  EXPECT_LT(peakResident() - before, 64 * kMiB) << "mapped pages count too";
}

TEST(Stream, ManyRows) {
  const TempFolder folder;
  const fs::path in = hugeGguf(folder, {4096, 32768}, 256 * kMiB);
  convertAndMeasure(in, folder.path() / "out.gguf", "Q4_0");
  const auto made = Checkpoint::open(folder.path() / "out.gguf");
  ASSERT_TRUE(made);
  EXPECT_EQ((*made)->tensors().front().data.size(), 4096U * 32768 / 32 * 18);
}

TEST(Stream, OneEndlessRow) {
  const TempFolder folder;
  const fs::path in = hugeGguf(folder, {uint64_t{1} << 26, 2}, 256 * kMiB);
  convertAndMeasure(in, folder.path() / "out.gguf", "Q8_0");
}

}  // namespace
}  // namespace deepwell::test
