// What the window and deepwell-fetch say to each other: one JSON object a line, commands on the helper's standard input,
// events on its standard output. The helper ends when its input does. No Qt, no curl: both sides link it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/base/result.h"

namespace deepwell::fetch {

inline constexpr size_t kMaxLine = 8U << 20;  // bytes; longer lines are an error
inline constexpr uint64_t kChunkBytes = 16U << 20;  // what is journaled, verified and fetched again as one piece

// --- commands ---

struct RemoteFile {
  std::string url;     // https, or http to a loopback address
  std::string path;    // below the folder: relative, no "..", no hidden or reserved names
  uint64_t size = 0;   // bytes; 0: not known
  std::string sha256;  // 64 hex digits; empty: not known, then the size is all that is checked
};

// Fetches the files into `folder`, one download after the other; what is there already is resumed or kept.
struct Download {
  uint64_t id = 0;
  std::filesystem::path folder;  // absolute; created if missing
  std::vector<RemoteFile> files;
};

// Fetches a small document into memory: an answer of the hub's API.
struct Get {
  uint64_t id = 0;
  std::string url;
  uint64_t max_bytes = 4U << 20;
};

struct Pause { uint64_t id = 0; };
struct Resume { uint64_t id = 0; };
struct Cancel { uint64_t id = 0; bool erase = false; };  // erase: also what was fetched so far

// For what begins after it. The token goes to token_origin ("https://huggingface.co") only, never along a redirect elsewhere.
struct Configure {
  uint64_t bytes_per_second = 0;  // 0: no limit
  int connections = 4;            // parallel ranges, 1..16
  std::string proxy;              // "http://host:port", "socks5://..."; empty: none; "system": the environment's
  std::string token;
  std::string token_origin;
};

using Command = std::variant<Download, Get, Pause, Resume, Cancel, Configure>;

// --- events ---

enum class Phase { kQueued, kConnecting, kRunning, kPaused, kVerifying, kDone, kFailed, kCancelled };

// Of a download: at every change of phase, and at most four times a second while it runs.
struct DownloadStatus {
  uint64_t id = 0;
  Phase phase = Phase::kQueued;
  uint64_t bytes_done = 0;   // of all files, on the disk
  uint64_t bytes_total = 0;  // 0: not known
  double bytes_per_second = 0;
  std::string file;   // the one at work
  std::string error;  // of kFailed: one line that says what failed, where, and what to do
  std::string note;   // "Retrying in 4 s: the connection was reset"
};

struct Response {  // to Get
  uint64_t id = 0;
  int status = 0;     // HTTP; 0: there was no answer
  std::string body;   // UTF-8
  std::string error;  // one line; empty: fine
};

// Every connection that was opened, for the privacy page; sent when it closes.
struct Connection {
  int64_t opened_ms = 0;  // since 1970, UTC
  std::string host;
  std::string address;  // numeric
  uint16_t port = 0;
  std::string purpose;  // "download" or "search"
  uint64_t bytes_received = 0;
  uint64_t bytes_sent = 0;
};

using Event = std::variant<DownloadStatus, Response, Connection>;

// One line without its end. Errors name the field that is missing or wrong.
std::string writeLine(const Command& command);
std::string writeLine(const Event& event);
Result<Command> readCommand(std::string_view line);
Result<Event> readEvent(std::string_view line);

const char* phaseName(Phase phase);

}  // namespace deepwell::fetch
