// How the program's heap behaves.
#pragma once

namespace deepwell {

// For a window that stays open for days: what was freed goes back to the system, instead of lying between what is in use.
// To be called first of all in main(), while there is one thread.
void keepHeapSmall();

}  // namespace deepwell
