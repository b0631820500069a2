// What the kernel says now, not what was asked of it at the start.
#pragma once

#include <string>

namespace deepwell::sandbox {

struct Probe {
  int inet_error = 0;   // errno of socket(AF_INET); 0: it was given
  int inet6_error = 0;  // of socket(AF_INET6)
  int seccomp_mode = -1;  // "Seccomp" of /proc/self/status: 0 none, 2 a filter; -1: not known
  int threads = 0;           // of this process,
  int threads_filtered = 0;  // and those of them that are under a filter with no new privileges
  bool no_new_privileges = false;

  // No thread can open an internet socket, now or later.
  bool inForce() const;
};

// Asks for an IPv4 and an IPv6 socket, which connect nowhere and are closed at once if the kernel gives them, and reads
// the status of every thread.
Probe probe();

}  // namespace deepwell::sandbox
