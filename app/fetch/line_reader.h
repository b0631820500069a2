// Lines from a pipe, each of a bounded length.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace deepwell::fetch {

class LineReader {
 public:
  LineReader(int fd, size_t most) : fd_(fd), most_(most) {}

  // Reads once; each(line) for every whole line, each("") for one that was too long and skipped. False: the input has ended.
  bool read(const std::function<void(std::string_view)>& each);

 private:
  int fd_;
  size_t most_;
  std::string pending_;
  bool skipping_ = false;  // the rest of a line that is too long
};

// All of `line` and its end; false: nobody reads it any more.
bool writeWholeLine(int fd, std::string line);

}  // namespace deepwell::fetch
