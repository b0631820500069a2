// A whole checkpoint from bytes: shards of a GGUF set, or a safetensors folder with index and config.json, opened, every
// tensor converted and the model loaded. The input is a list of files: u8 place in kNames, u24 length, bytes.
#include <stdlib.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

#include "engine/format/checkpoint.h"
#include "engine/model/model.h"

namespace {

using namespace deepwell;

constexpr std::array<const char*, 8> kNames = {
    "m-00001-of-00003.gguf", "m-00002-of-00003.gguf",        "m-00003-of-00003.gguf",
    "config.json",           "model.safetensors.index.json", "model-00001-of-00002.safetensors",
    "model.safetensors",     "model-00002-of-00002.safetensors"};

// In memory where there is such a file system; the files are written again for every input.
std::filesystem::path makeFolder() {
  std::error_code error;
  const bool shared = std::filesystem::is_directory("/dev/shm", error);
  std::string name = (shared ? std::string("/dev/shm") : std::filesystem::temp_directory_path().string()) + "/fuzz-XXXXXX";
  if (::mkdtemp(name.data()) == nullptr) abort();
  return name;
}

struct Folder {
  std::filesystem::path path = makeFolder();
  ~Folder() {
    std::error_code error;
    std::filesystem::remove_all(path, error);
  }
};

// What to open: the last GGUF shard that was written, else the folder.
std::filesystem::path writeFiles(const std::filesystem::path& folder, const uint8_t* data, size_t size) {
  for (const char* name : kNames) std::filesystem::remove(folder / name);
  std::filesystem::path open = folder;
  while (size >= 4) {
    const size_t name = data[0] % kNames.size();
    const size_t length = std::min(size_t{data[1]} | size_t{data[2]} << 8 | size_t{data[3]} << 16, size - 4);
    std::ofstream(folder / kNames[name], std::ios::binary)
        .write(reinterpret_cast<const char*>(data + 4), static_cast<std::streamsize>(length));
    if (name < 3) open = folder / kNames[name];
    data += 4 + length;
    size -= 4 + length;
  }
  return open;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const Folder folder;
  const auto checkpoint = Checkpoint::open(writeFiles(folder.path, data, size));
  if (!checkpoint) {
    if (checkpoint.error().message.empty() || checkpoint.error().message.find('\n') != std::string::npos) __builtin_trap();
    return 0;
  }
  for (const TensorView& tensor : (*checkpoint)->tensors()) {
    const auto values = dequantise(**checkpoint, tensor);
    if (values && static_cast<int64_t>(values->size()) != tensor.elements()) __builtin_trap();
  }
  const auto model = Model::load(*checkpoint, {});
  if (model) {
    (void)(*model)->forward();
  } else if (model.error().message.empty() || model.error().message.find('\n') != std::string::npos) {
    __builtin_trap();
  }
  return 0;
}
