// The Checkpoint that open() makes: mapped files and views into them.
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

#include "engine/format/checkpoint.h"
#include "engine/format/gguf.h"
#include "engine/format/mapped_file.h"
#include "engine/format/parse_tools.h"

namespace deepwell {

class FileCheckpoint final : public Checkpoint {
 public:
  FileCheckpoint(Kind kind, std::filesystem::path path) : kind_(kind), path_(std::move(path)) {}

  Kind kind() const override { return kind_; }
  const std::filesystem::path& path() const override { return path_; }
  std::span<const std::filesystem::path> files() const override { return files_; }
  uint64_t fileBytes() const override;
  std::span<const TensorView> tensors() const override { return tensors_; }
  const std::map<std::string, GgufValue, std::less<>>& metadata() const override { return metadata_; }
  Result<std::string> readSideFile(std::string_view name) const override;
  void prefetch(std::span<const std::byte> bytes) const override { readAhead(bytes); }
  void dropHeaders() const override;

  // Building, before anyone else sees the object. addFile() keeps the file; finish() sorts the tensors.
  void addFile(const std::filesystem::path& file, MappedFile mapped, std::vector<TensorView> tensors);
  void setMetadata(GgufMetadata metadata) { metadata_ = std::move(metadata); }
  void setFolder(std::filesystem::path folder) { folder_ = std::move(folder); }
  Status finish();

 private:
  Kind kind_;
  std::filesystem::path path_;
  std::filesystem::path folder_;  // where side files lie; empty: there are none
  std::vector<std::filesystem::path> files_;
  std::vector<MappedFile> maps_;  // one a file, in the same order
  std::vector<TensorView> tensors_;
  GgufMetadata metadata_;
};

using CheckpointResult = Result<std::shared_ptr<const Checkpoint>>;

// A .gguf file; if its name says that it is one of several shards, all of them.
CheckpointResult openGguf(const std::filesystem::path& path);

// A folder with an index, a model.safetensors or any *.safetensors.
CheckpointResult openSafetensorsFolder(const std::filesystem::path& path);

// One .safetensors file; if the folder's index lists it, everything that the index lists.
CheckpointResult openSafetensorsFile(const std::filesystem::path& path);

// A whole small file; the limit is checked before anything is read.
Result<std::string> readTextFile(const std::filesystem::path& path, uint64_t max_bytes);

}  // namespace deepwell
