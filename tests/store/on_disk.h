// Looks for bytes in the files of a history.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace deepwell {

// True if the history or a file beside it holds the bytes.
inline bool onDisk(const std::filesystem::path& history, const std::string& bytes) {
  for (const auto& entry : std::filesystem::directory_iterator(history.parent_path())) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string all((std::istreambuf_iterator<char>(file)), {});
    if (all.find(bytes) != std::string::npos) return true;
  }
  return false;
}

}  // namespace deepwell
