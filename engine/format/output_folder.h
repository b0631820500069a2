// A folder that appears whole or not at all, as OutputFile does for a file: filled under a temporary name beside its
// own, which it takes in commit(). Without commit() nothing is left behind.
#pragma once

#include <filesystem>
#include <string_view>

#include "engine/base/result.h"

namespace deepwell {

class OutputFolder {
 public:
  // With `replace` an older folder of this name may give way in commit(), if it holds a model and nothing else: files
  // only, a config.json among them. Any other is refused here.
  static Result<OutputFolder> create(const std::filesystem::path& path, bool replace);

  OutputFolder(OutputFolder&& other) noexcept : path_(std::move(other.path_)), temporary_(std::move(other.temporary_)) {
    other.temporary_.clear();
  }
  OutputFolder& operator=(OutputFolder&&) = delete;
  OutputFolder(const OutputFolder&) = delete;
  OutputFolder& operator=(const OutputFolder&) = delete;
  ~OutputFolder();

  // Where to write the files.
  const std::filesystem::path& temporary() const { return temporary_; }
  Status writeText(std::string_view name, std::string_view text) const;

  Status commit();

 private:
  OutputFolder(std::filesystem::path path, std::filesystem::path temporary)
      : path_(std::move(path)), temporary_(std::move(temporary)) {}

  std::filesystem::path path_;
  std::filesystem::path temporary_;  // empty: nothing to remove
};

}  // namespace deepwell
