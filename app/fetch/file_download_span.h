// A request for a run of chunks, inside of FileDownload.
#pragma once

#include "app/fetch/file_download.h"

namespace deepwell::fetch {

struct FileDownload::Span {
  uint64_t key = 0;
  uint64_t request = 0;   // of Http
  uint64_t first = 0;     // bytes [first, end) are asked for
  uint64_t end = 0;       // while the size is not known: what we hope for
  uint64_t at = 0;        // the next byte
  uint64_t chunk = 0;     // that `at` lies in
  uint64_t last_chunk = 0;
  Sha256 hash;            // of that chunk so far
  uint32_t source = 0;
  bool stream = false;    // all of the file in one answer
  bool headed = false;
  std::string problem;    // why we stopped it: the server broke the rules
  bool permanent = false;
  bool changed = false;   // or only that its piece must begin anew, from another source
};

}  // namespace deepwell::fetch
