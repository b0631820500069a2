// A sound history with any damage: reading what is left of it never crashes, hangs or reads on for ever. The input is a
// list of patches: place (4 bytes, modulo the file's size), length (1 byte), bytes.
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "app/store/chat_store.h"
#include "app/store/damaged_file.h"

namespace {

// Made once: some pages of every kind.
std::string makeGood() {
  using namespace deepwell;
  char folder[] = "/tmp/deepwell-fuzz-XXXXXX";
  if (mkdtemp(folder) == nullptr) std::abort();
  const auto path = std::filesystem::path(folder) / "chats.sqlite";
  {
    auto store = ChatStore::open(path);
    if (!store) std::abort();
    for (int i = 0; i < 3; ++i) {
      const auto chat = (*store)->createChat("chat");
      for (int k = 0; chat && k < 8; ++k)
        (void)(*store)->appendMessage(*chat, AfterLeaf(), ChatRole::kUser,
                                      std::string(static_cast<size_t>(k) * 1500, 'x'));
    }
    (void)(*store)->setSetting("key", "value");
  }
  std::ifstream file(path, std::ios::binary);
  std::string good{std::istreambuf_iterator<char>(file), {}};
  std::filesystem::remove_all(folder);
  return good;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const std::string good = makeGood();
  std::string bad = good;
  for (size_t at = 0; at + 5 <= size;) {
    const size_t place =
        (size_t{data[at]} << 24 | size_t{data[at + 1]} << 16 | size_t{data[at + 2]} << 8 | data[at + 3]) % bad.size();
    const size_t bytes = std::min({size_t{data[at + 4]}, size - at - 5, bad.size() - place});
    std::copy_n(data + at + 5, bytes, bad.begin() + static_cast<ptrdiff_t>(place));
    at += 5 + bytes;
  }
  const int fd = memfd_create("damaged", 0);
  if (fd < 0 || write(fd, bad.data(), bad.size()) != static_cast<ssize_t>(bad.size())) std::abort();
  if (auto file = deepwell::DamagedFile::open("/proc/self/fd/" + std::to_string(fd))) {
    size_t bytes = 0;
    size_t rows = 0;
    file->forEachRow([&](const deepwell::SalvagedRow& row) {
      ++rows;
      for (const deepwell::SalvagedValue& value : row.values) bytes += value.bytes.size();
    });
    // Pages are read as rows once and as overflow once; a cell's bytes may be claimed by each pointer of its page.
    if (rows > bad.size() || bytes > 2100 * bad.size()) std::abort();
  }
  close(fd);
  return 0;
}
