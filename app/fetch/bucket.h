// The bandwidth limit of all connections together: bytes are taken as they come, and when none are left, everyone waits.
#pragma once

#include <algorithm>

#include "app/fetch/options.h"

namespace deepwell::fetch {

class Bucket {
 public:
  void setRate(uint64_t bytes_per_second) {
    rate_ = static_cast<double>(bytes_per_second);
    bytes_ = std::min(bytes_, rate_ / 10);
  }

  bool limited() const { return rate_ > 0; }

  // Whether bytes may be taken now. It never holds more than what comes in a tenth of a second.
  bool open(TimePoint now) {
    if (!limited()) return true;
    const double seconds = std::chrono::duration<double>(now - filled_).count();
    filled_ = now;
    bytes_ = std::min(bytes_ + seconds * rate_, rate_ / 10);
    return bytes_ > 0;
  }

  void take(size_t bytes) { bytes_ -= static_cast<double>(bytes); }  // below nothing: it has to fill again first

 private:
  double rate_ = 0;  // bytes a second; 0: no limit
  double bytes_ = 0;
  TimePoint filled_ = Clock::now();
};

}  // namespace deepwell::fetch
