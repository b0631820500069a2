// Whether the window's memory grows while answers stream into new chats.
#pragma once

namespace deepwell {

struct SoakOptions {
  double minutes = 60;
  double tokens_per_second = 200;
  int chats = 0;  // 0: as many as the time has room for
};

// Prints the memory as it goes, and from the end of the warm-up on its lowest, highest and last value. Returns 1 if the
// resident memory left 95..105 % of what it was at the end of the warm-up, or nothing was measured; else 0.
int soak(const SoakOptions& options);

}  // namespace deepwell
