// The scripts of schema.cpp, one for each version. A script is never changed once released.
#pragma once

#include <span>

namespace deepwell {

// Script i brings the tables from version i to version i + 1.
std::span<const char* const> migrationScripts();

}  // namespace deepwell
