// Starting the only two programs that the window ever has started: the download helper and the desktop's opener of links and folders.
#pragma once

#include <filesystem>

#include "app/fetch/helper.h"

namespace deepwell::sandbox {

struct Programs {
  std::filesystem::path helper;  // absolute: deepwell-fetch
  std::filesystem::path opener;  // absolute, gets the link or folder as its only argument; empty: there is none

  // deepwell-fetch beside this program, and xdg-open from the absolute folders of PATH.
  static Programs find();
};

// The helper with pipes on its standard input and output; standard error stays. `dies_with_us`: ends with the thread that
// calls this.
Result<fetch::HelperPipes> spawnHelper(const std::filesystem::path& program, bool dies_with_us);

// In a session of its own, on /dev/null; it outlives us.
Status spawnOpener(const std::filesystem::path& program, const std::string& what);

}  // namespace deepwell::sandbox
