// The record of connections: any bytes are read, and what is shown of them is bounded and of one line.
#include <cstdint>
#include <cstdlib>

#include "app/privacy/connection_file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const deepwell::ConnectionRecord record = deepwell::parseConnections({reinterpret_cast<const char*>(data), size});
  if (record.connections.size() > deepwell::kMaxRecordConnections) std::abort();
  for (const auto& connection : record.connections)
    for (const std::string* text : {&connection.host, &connection.address, &connection.purpose})
      if (text->size() > 255 || text->find('\n') != std::string::npos) std::abort();
  return 0;
}
