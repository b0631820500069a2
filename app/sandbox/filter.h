// What the window's process gives up for good, with all its threads and all programs that it starts from then on.
// A person's own kernel keeps it; nothing in this process can take it back.
#pragma once

#include <string_view>

#include "engine/base/result.h"

namespace deepwell::sandbox {

// seccomp(2), by libseccomp: socket() and socketpair() of any family but AF_UNIX fail with EACCES, and so does every call that
// could get around that: io_uring, pidfd_getfd, ptrace, other calling conventions of the processor (x32, i386) and namespaces.
// Sets no_new_privs. What it cannot see is whom AF_UNIX sockets talk to: other programs of the person's session are trusted.
Status installFilter();

// landlock(7), where the kernel has it: other processes' memory cannot be opened through /proc either, and TCP sockets that
// another program would pass over cannot connect (Linux 6.7). Gives the version in use; 0: the kernel has none.
int restrictAccess();

// An inherited descriptor could be an open connection: those are closed. Gives how many there were.
int closeInheritedSockets();

}  // namespace deepwell::sandbox
