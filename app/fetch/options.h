// What main() may set and tests make small.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "app/fetch/protocol.h"

namespace deepwell::fetch {

using Clock = std::chrono::steady_clock;
using TimePoint = Clock::time_point;
using std::chrono::milliseconds;

struct Options {
  uint64_t chunk_bytes = kChunkBytes;
  uint64_t margin_bytes = 256U << 20;  // of the disk, which a download leaves free
  milliseconds retry{1000};            // before the first retry; doubled for each that follows without a byte between them
  milliseconds stall{30'000};          // a connection that brings less than 1 KiB in this time is given up
  milliseconds locked{30'000};         // a file that another process fetches is waited for so long
  std::string ca_file;                 // certificates to trust instead of the system's
};

}  // namespace deepwell::fetch
