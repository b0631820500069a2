#include "engine/format/checkpoint.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <new>
#include <system_error>

#include "engine/format/file_checkpoint.h"
#include "engine/format/safetensors.h"
#include "engine/format/shard_name.h"

namespace deepwell {
namespace {

constexpr uint64_t kMaxSideFile = uint64_t{256} << 20;

// What people open by mistake, told by its first bytes or its name.
Failure unknownFile(const std::filesystem::path& path, std::string_view head) {
  const std::string name = path.string();
  const std::string extension = path.extension().string();
  if (head.starts_with("PK\x03\x04") || extension == ".bin" || extension == ".pt" || extension == ".pth") {
    return fail(ErrorCode::kUnsupported, "{}: PyTorch files are not supported; get the model as .safetensors or .gguf",
                name);
  }
  if (head.starts_with("ggml") || head.starts_with("lmgg") || head.starts_with("tjgg") || head.starts_with("fmgg")) {
    return fail(ErrorCode::kUnsupported, "{}: an old GGML file, from before GGUF; get the model as .gguf", name);
  }
  return fail(ErrorCode::kUnsupported,
              "{}: neither a GGUF nor a safetensors file; open a .gguf or a folder with *.safetensors", name);
}

Result<std::string> readHead(const std::filesystem::path& path) {
  DEEPWELL_ASSIGN(const MappedFile file, MappedFile::open(path));
  const auto bytes = file.bytes().first(std::min<size_t>(file.bytes().size(), 8));
  return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

// The file that lists a folder's contents, or that describes the model: stands for the folder.
bool standsForFolder(const std::filesystem::path& path) {
  const std::string name = path.filename().string();
  return name == "config.json" || name == "model.safetensors.index.json";
}

CheckpointResult openAny(const std::filesystem::path& path) {
  std::error_code error;
  const std::filesystem::file_status status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) {
    return fail(ErrorCode::kNotFound, "{}: {}", path.string(),
                error && error != std::errc::no_such_file_or_directory ? error.message() : "no such file or folder");
  }
  if (std::filesystem::is_directory(status)) return openSafetensorsFolder(path);
  if (standsForFolder(path)) return openSafetensorsFolder(path.has_parent_path() ? path.parent_path() : ".");
  if (std::string whole, pieces; isCutPiece(path, &whole, &pieces)) {
    return fail(ErrorCode::kUnsupported,
                "{}: this is one piece of a file that was cut for the download; join all of them first: cat {} > {}",
                path.string(), pieces, whole);
  }
  DEEPWELL_ASSIGN(const std::string head, readHead(path));
  if (head.starts_with("GGUF") || path.extension() == ".gguf") return openGguf(path);
  if (path.extension() == ".safetensors") return openSafetensorsFile(path);
  return unknownFile(path, head);
}

}  // namespace

int64_t TensorView::elements() const {
  int64_t product = 1;
  for (const int64_t size : shape) product *= size;
  return product;
}

Result<std::shared_ptr<const Checkpoint>> Checkpoint::open(const std::filesystem::path& path) {
  try {
    return openAny(path);
  } catch (const std::bad_alloc&) {
    return fail(ErrorCode::kOutOfMemory, "{}: not enough memory to read the file's header", path.string());
  }
}

const TensorView* Checkpoint::find(std::string_view name) const {
  const std::span<const TensorView> all = tensors();
  const auto found = std::lower_bound(all.begin(), all.end(), name,
                                      [](const TensorView& view, std::string_view key) { return view.name < key; });
  return found != all.end() && found->name == name ? &*found : nullptr;
}

std::optional<int64_t> Checkpoint::metadataInt(std::string_view key) const { return ggufInt(metadata(), key); }

std::optional<double> Checkpoint::metadataFloat(std::string_view key) const {
  const auto found = metadata().find(key);
  if (found == metadata().end()) return std::nullopt;
  if (const auto* value = std::get_if<double>(&found->second)) return *value;
  if (const auto* value = std::get_if<uint64_t>(&found->second)) return static_cast<double>(*value);
  if (const auto* value = std::get_if<int64_t>(&found->second)) return static_cast<double>(*value);
  return std::nullopt;
}

std::optional<bool> Checkpoint::metadataBool(std::string_view key) const {
  const auto found = metadata().find(key);
  if (found == metadata().end()) return std::nullopt;
  const auto* value = std::get_if<bool>(&found->second);
  return value != nullptr ? std::optional<bool>(*value) : std::nullopt;
}

std::optional<std::string_view> Checkpoint::metadataString(std::string_view key) const {
  const auto found = metadata().find(key);
  if (found == metadata().end()) return std::nullopt;
  const auto* value = std::get_if<std::string>(&found->second);
  return value != nullptr ? std::optional<std::string_view>(*value) : std::nullopt;
}

uint64_t FileCheckpoint::fileBytes() const {
  uint64_t total = 0;
  for (const MappedFile& file : maps_) total += file.bytes().size();
  return total;
}

Result<std::string> FileCheckpoint::readSideFile(std::string_view name) const {
  if (!isPlainFileName(name)) {
    return fail(ErrorCode::kInvalidArgument, "\"{}\" is not the plain name of a file beside the weights",
                printable(name));
  }
  if (folder_.empty()) return fail(ErrorCode::kNotFound, "{}: a GGUF file has no {} beside it", path_.string(), name);
  return readTextFile(folder_ / name, kMaxSideFile);
}

void FileCheckpoint::addFile(const std::filesystem::path& file, MappedFile mapped, std::vector<TensorView> tensors) {
  const auto number = static_cast<uint32_t>(files_.size());
  files_.push_back(file);
  maps_.push_back(std::move(mapped));
  for (TensorView& view : tensors) view.file = number;
  if (tensors_.empty()) {
    tensors_ = std::move(tensors);
  } else {
    tensors_.insert(tensors_.end(), std::make_move_iterator(tensors.begin()), std::make_move_iterator(tensors.end()));
  }
}

Status FileCheckpoint::finish() {
  const Status sorted = sortByName(&tensors_);
  if (sorted) return {};
  if (files_.size() < 2) return failWith(sorted.error(), path_.string());
  return fail(sorted.error().code, "{}: {} in its {} files; are they of one model?", path_.string(),
              sorted.error().message, files_.size());
}

void FileCheckpoint::dropHeaders() const {
  std::vector<size_t> ends;
  for (const MappedFile& map : maps_) ends.push_back(map.bytes().size());
  for (const TensorView& view : tensors_) {
    const auto at = static_cast<size_t>(view.data.data() - maps_[view.file].bytes().data());
    if (!view.data.empty()) ends[view.file] = std::min(ends[view.file], at);
  }
  for (size_t i = 0; i < maps_.size(); ++i) dropPages(maps_[i].bytes().first(ends[i]));
}

Result<std::string> readTextFile(const std::filesystem::path& path, uint64_t max_bytes) {
  DEEPWELL_ASSIGN(const uint64_t size, regularFileSize(path));
  if (size > max_bytes) {
    return fail(ErrorCode::kUnsupported, "{}: the file has {} bytes, at most {} are read", path.string(), size,
                max_bytes);
  }
  std::string text(static_cast<size_t>(size), '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file.is_open() || file.gcount() != static_cast<std::streamsize>(text.size())) {
    return fail(ErrorCode::kIo, "{}: cannot read the file", path.string());
  }
  return text;
}

}  // namespace deepwell
