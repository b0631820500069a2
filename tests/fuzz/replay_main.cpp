// Runs a fuzz target without libFuzzer, for ctest: every file of the folders given, and damaged copies of each.
//   replay_X [--copies N] FOLDER...
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

void runOne(const std::string& bytes) {
  // An allocation of the exact size, so that a sanitizer sees a read past the end.
  const std::vector<uint8_t> copy(bytes.begin(), bytes.end());
  LLVMFuzzerTestOneInput(copy.data(), copy.size());
}

std::string damaged(std::string bytes, std::mt19937& random) {
  constexpr uint64_t kNumbers[] = {0, 1, 0x7FFFFFFF, 0xFFFFFFFF, uint64_t{1} << 40, uint64_t{1} << 63, ~uint64_t{0}};
  for (auto round = 1 + random() % 3; round > 0 && !bytes.empty(); --round) {
    const size_t place = random() % bytes.size();
    switch (random() % 5) {
      case 0: bytes[place] = static_cast<char>(random()); break;
      case 1: bytes[place] = static_cast<char>(bytes[place] ^ (1 << (random() % 8))); break;
      case 2: bytes.erase(place, 1 + random() % 16); break;
      case 3: bytes.insert(place, bytes.substr(random() % bytes.size(), random() % 32)); break;
      default: {
        const uint64_t number = kNumbers[random() % std::size(kNumbers)];
        for (size_t i = 0; i < 8 && place + i < bytes.size(); ++i) bytes[place + i] = static_cast<char>(number >> (8 * i));
      }
    }
  }
  return bytes;
}

}  // namespace

int main(int argc, char** argv) {
  int copies = 200;
  int files = 0;
  for (int i = 1; i < argc; ++i) {
    if (std::string(argv[i]) == "--copies" && i + 1 < argc) {
      copies = std::atoi(argv[++i]);
      continue;
    }
    for (const auto& entry : std::filesystem::directory_iterator(argv[i])) {
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string bytes{std::istreambuf_iterator<char>(file), {}};
      runOne(bytes);
      std::mt19937 random(static_cast<unsigned>(bytes.size()));
      for (int copy = 0; copy < copies; ++copy) runOne(damaged(bytes, random));
      ++files;
    }
  }
  std::printf("%d files and %d damaged copies of each\n", files, copies);
  return files > 0 ? 0 : 1;
}
