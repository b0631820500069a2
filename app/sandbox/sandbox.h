// Enters the sandbox: what main() does first.
#pragma once

#include <memory>

#include "app/sandbox/broker.h"

namespace deepwell::sandbox {

struct Sandbox {
  std::unique_ptr<Broker> broker;  // null: see broker_problem
  std::string broker_problem;      // one line; empty: fine
  std::string filter_problem;      // why there is no filter; empty: it was installed
  bool switched_off = false;       // by --no-sandbox
};

// Starts the broker, then installs the filter unless `with_filter` is false (which is for debuggers only). Call it before
// there is a second thread, a window or a connection.
Sandbox enter(bool with_filter, const Programs& programs = Programs::find());

// Why a window cannot be shown without an internet socket, in one line; empty: it can. Looks at DISPLAY,
// WAYLAND_DISPLAY and QT_QPA_PLATFORM only.
std::string displayProblem(bool with_filter);

}  // namespace deepwell::sandbox
