// How the window's process gets a running deepwell-fetch: it may not open internet sockets itself, and neither may a child
// that it starts after the sandbox is in force, so a broker that was forked before starts the helper (app/sandbox/broker.h).
// Tests and tools start it directly.
#pragma once

#include <functional>

#include "engine/base/result.h"

namespace deepwell::fetch {

// The window's ends of the two pipes; whoever gets them closes them. Closing `to_helper` ends the helper, which is
// reaped by whoever started it.
struct HelperPipes {
  int to_helper = -1;
  int from_helper = -1;
};

using HelperLauncher = std::function<Result<HelperPipes>()>;

}  // namespace deepwell::fetch
