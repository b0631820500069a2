// Finds and opens the backends that are libraries of their own (plugin.h).
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "engine/backend/plugin.h"
#include "engine/base/result.h"

namespace deepwell {

// Where plugins are looked for: in DEEPWELL_PLUGINS alone if that is set, else in the program's folder and in
// <program's folder>/../lib/deepwell.
std::vector<std::filesystem::path> pluginFolders();

// libdeepwell-NAME.so of the first folder that has one, open until the process ends. Thread-safe. kNotFound: no folder has
// one; kDevice: there is one, but it cannot be used.
Result<BackendPlugin*> openPlugin(std::string_view name, const std::vector<std::filesystem::path>& folders = pluginFolders());

}  // namespace deepwell
