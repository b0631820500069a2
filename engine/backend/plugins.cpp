#include "engine/backend/plugins.h"

#include <dlfcn.h>

#include <cstdlib>
#include <map>
#include <mutex>

namespace deepwell {
namespace {

namespace fs = std::filesystem;

void passOn(LogLevel level, std::string_view line) { logLine(level, line); }

Result<BackendPlugin*> openFile(const fs::path& file) {
  void* library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    const char* why = dlerror();
    return fail(ErrorCode::kDevice, "{}: cannot be opened ({}): install Deepwell again", file.string(), why ? why : "no reason given");
  }
  const auto entry = reinterpret_cast<PluginEntry>(dlsym(library, kPluginEntry));
  if (entry == nullptr) {
    dlclose(library);
    return fail(ErrorCode::kDevice, "{}: is not a plugin of Deepwell: install Deepwell again", file.string());
  }
  BackendPlugin* plugin = entry(kPluginBuild, passOn);
  if (plugin == nullptr) {
    dlclose(library);
    return fail(ErrorCode::kDevice, "{}: comes from another build than the program: install Deepwell again", file.string());
  }
  return plugin;
}

}  // namespace

std::vector<fs::path> pluginFolders() {
  if (const char* set = std::getenv("DEEPWELL_PLUGINS"); set != nullptr && *set != '\0') return {set};
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (error) return {};
  const fs::path folder = program.parent_path();
  return {folder, folder.parent_path() / "lib" / "deepwell"};
}

Result<BackendPlugin*> openPlugin(std::string_view name, const std::vector<fs::path>& folders) {
  static std::mutex mutex;
  static std::map<fs::path, BackendPlugin*> open;  // by file
  const std::string file_name = fmt::format("libdeepwell-{}.so", name);
  const std::lock_guard lock(mutex);
  std::string looked;
  for (const fs::path& folder : folders) {
    const fs::path file = folder / file_name;
    if (const auto found = open.find(file); found != open.end()) return found->second;
    std::error_code error;
    if (fs::exists(file, error)) {
      DEEPWELL_ASSIGN(BackendPlugin* const plugin, openFile(file));
      return open[file] = plugin;
    }
    looked += (looked.empty() ? "" : " and ") + folder.string();
  }
  return fail(ErrorCode::kNotFound, "{} is not beside the program (looked in {}): install Deepwell again", file_name, looked);
}

}  // namespace deepwell
