// Writes the record that connection_file.h reads. What could not be written is kept and tried again, and a mark beside the
// file says that the record is not complete, for as long as that is so: for good where it was too much to be kept.
#pragma once

#include <filesystem>
#include <string>

#include "app/fetch/protocol.h"
#include "engine/base/result.h"

namespace deepwell {

class ConnectionRecorder {
 public:
  explicit ConnectionRecorder(std::filesystem::path file) : file_(std::move(file)) {}
  ~ConnectionRecorder();  // tries once more to write what is left

  // To be asked before anything connects: whether the record can be written and its disk has room. Errors name the file.
  Status ready();
  // A line of it. On an error the line is kept: the next ready() or add() writes it.
  Status add(const fetch::Connection& connection);
  void forget();  // what is left: the record was emptied, nothing of before may come back into it

 private:
  Status write();

  std::filesystem::path file_;
  std::string left_;     // whole lines
  bool dropped_ = false;  // more than is kept could not be written: the mark stays
  bool marked_ = false;   // the mark is of what is left here: an earlier program's stays
};

}  // namespace deepwell
