#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>

#include "app/sandbox/filter.h"

namespace deepwell::sandbox {
namespace {

// The kernel's structure as of version 4; Debian 12's header ends before the second field.
struct RulesetAttributes {
  uint64_t handled_access_fs = 0;
  uint64_t handled_access_net = 0;
};
constexpr uint64_t kBindTcp = 1;
constexpr uint64_t kConnectTcp = 2;
constexpr long kVersionWithNetwork = 4;

}  // namespace

int restrictAccess() {
  const long version = syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (version < 1) return 0;
  // A set must handle something: making block devices is nothing that anybody here does. What it is for is what every
  // set brings: processes outside of it cannot be traced, nor their memory opened.
  RulesetAttributes attributes;
  attributes.handled_access_fs = LANDLOCK_ACCESS_FS_MAKE_BLOCK;
  size_t size = sizeof(attributes.handled_access_fs);
  if (version >= kVersionWithNetwork) {
    attributes.handled_access_net = kBindTcp | kConnectTcp;
    size = sizeof(attributes);
  }
  const long ruleset = syscall(SYS_landlock_create_ruleset, &attributes, size, 0);
  if (ruleset < 0) return 0;
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  const bool done = syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
  close(static_cast<int>(ruleset));
  return done ? static_cast<int>(version) : 0;
}

}  // namespace deepwell::sandbox
