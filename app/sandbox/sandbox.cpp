#include "app/sandbox/sandbox.h"

#include <cstdlib>

#include "app/sandbox/filter.h"

namespace deepwell::sandbox {
namespace {

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : value;
}

// "host:0", "localhost:10.0" and "tcp/host:0" are reached over TCP; ":0", "unix:0", "unix/host:0" and "/path:0" are not.
bool isTcpDisplay(std::string_view display) {
  const std::string_view host = display.substr(0, display.rfind(':'));
  return !host.empty() && host.front() != '/' && host != "unix" && !host.starts_with("unix/");
}

}  // namespace

Sandbox enter(bool with_filter, const Programs& programs) {
  Sandbox sandbox;
  makeGpuReady(programs.gpu_loader);
  auto broker = Broker::start(programs);
  if (broker) sandbox.broker = std::move(*broker);
  else sandbox.broker_problem = broker.error().message;
  sandbox.switched_off = !with_filter;
  if (!with_filter) {
    sandbox.filter_problem = "switched off by --no-sandbox";
    return sandbox;
  }
  closeInheritedSockets();
  restrictAccess();
  if (const Status filter = installFilter(); !filter) sandbox.filter_problem = filter.error().message;
  return sandbox;
}

std::string displayProblem(bool with_filter) {
  const std::string_view platform = environment("QT_QPA_PLATFORM");
  const bool chosen = !platform.empty() && !platform.starts_with("xcb");
  const std::string_view display = environment("DISPLAY");
  const bool wayland = !environment("WAYLAND_DISPLAY").empty() && platform.empty();
  if (chosen || wayland) return {};
  if (display.empty()) return "no display: neither WAYLAND_DISPLAY nor DISPLAY is set; start Deepwell in a desktop session";
  if (with_filter && isTcpDisplay(display))
    return fmt::format("the display {} is reached over TCP, and Deepwell's window opens no internet socket; use a display of this "
                       "computer (such as :0), or give that up with --no-sandbox",
                       oneLine(std::string(display)));
  return {};
}

}  // namespace deepwell::sandbox
