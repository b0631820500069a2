// Any bytes as a ZIP archive: never a crash, and no more comes out than the bounds say.
#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "app/store/zip_file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace deepwell;
  const ReadAt file = [&](uint64_t offset, char* buffer, size_t bytes) -> size_t {
    if (offset >= size) return 0;
    const size_t count = std::min(bytes, size - static_cast<size_t>(offset));
    std::memcpy(buffer, data + offset, count);
    return count;
  };
  const auto entries = zipEntries(file, size, "fuzz");
  if (!entries) return 0;
  if (entries->size() > size / 46) std::abort();
  uint64_t left = uint64_t{4} << 20;  // of all entries, for speed
  for (const ZipEntry& entry : *entries) {
    const auto stream = ZipStream::open(file, size, entry, "fuzz");
    if (!stream) continue;
    char buffer[5000];
    while (const size_t count = (*stream)->read(buffer, sizeof buffer)) {
      if (count > sizeof buffer || !(*stream)->status()) std::abort();
      if (count >= left) return 0;
      left -= count;
    }
  }
  return 0;
}
