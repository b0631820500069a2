// What the helper gives up before it reads or connects to anything.
#pragma once

namespace deepwell::fetch {

// No core dumps, no debugger of other users, no new privileges, bounded memory and files; new files are the user's alone.
void harden();

}  // namespace deepwell::fetch
