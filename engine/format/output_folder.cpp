#include "engine/format/output_folder.h"

#include <fcntl.h>
#include <stdio.h>

#include <cerrno>
#include <system_error>

#include "engine/format/output_file.h"

namespace deepwell {
namespace {

namespace fs = std::filesystem;

// "a/b/" is the folder b of a.
fs::path withoutSlash(const fs::path& path) { return path.filename().empty() ? path.parent_path() : path; }

// Nothing but files, with the one that makes it a model's folder; or nothing at all.
bool holdsOnlyAModel(const fs::path& folder) {
  std::error_code error;
  bool empty = true;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    if (!entry->is_regular_file(error) || entry->is_symlink(error)) return false;
    empty = false;
  }
  return !error && (empty || fs::exists(folder / "config.json", error));
}

Status checkPlace(const fs::path& path, bool replace) {
  std::error_code error;
  const fs::file_status status = fs::symlink_status(path, error);
  if (!fs::exists(status)) return {};
  if (!replace) {
    return fail(ErrorCode::kInvalidArgument, "{}: is there already; --force replaces it", path.string());
  }
  if (!fs::is_directory(status) || !holdsOnlyAModel(path)) {
    return fail(ErrorCode::kInvalidArgument,
                "{}: is not a folder that holds a model and nothing else, so it is not replaced; give another name",
                path.string());
  }
  return {};
}

}  // namespace

Result<OutputFolder> OutputFolder::create(const fs::path& given, bool replace) {
  const fs::path path = withoutSlash(given);
  if (path.filename().empty() || path.filename() == "." || path.filename() == "..") {
    return fail(ErrorCode::kInvalidArgument, "{}: is not the name of a new folder", given.string());
  }
  DEEPWELL_TRY(checkPlace(path, replace));
  const fs::path temporary = temporaryBeside(path);
  std::error_code error;
  if (!fs::create_directory(temporary, error)) {
    return fail(ErrorCode::kIo, "{}: cannot be made: {}", path.string(), error ? error.message() : "the name is taken");
  }
  return OutputFolder(path, temporary);
}

OutputFolder::~OutputFolder() {
  std::error_code ignored;
  if (!temporary_.empty()) fs::remove_all(temporary_, ignored);
}

Status OutputFolder::writeText(std::string_view name, std::string_view text) const {
  DEEPWELL_ASSIGN(OutputFile file, OutputFile::create(temporary_ / name, text.size()));
  DEEPWELL_TRY(file.writeAt(0, text));
  return file.commit();
}

Status OutputFolder::commit() {
  std::error_code error;
  fs::rename(temporary_, path_, error);
  if (error == std::errc::directory_not_empty || error == std::errc::file_exists) {
    // The old folder changes places with the new one and goes.
    if (::renameat2(AT_FDCWD, temporary_.c_str(), AT_FDCWD, path_.c_str(), RENAME_EXCHANGE) == 0) return {};
    error = std::error_code(errno, std::generic_category());
  }
  if (error) return fail(ErrorCode::kIo, "{}: cannot be written: {}", path_.string(), error.message());
  temporary_.clear();
  return {};
}

}  // namespace deepwell
