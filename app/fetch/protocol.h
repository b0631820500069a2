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
  std::string url;     // https, or http to a loopback address; no user and password in it
  std::string path;    // below the folder: relative, no "..", no hidden or reserved names
  uint64_t size = 0;   // bytes; 0: not known
  std::string sha256;  // 64 hex digits; empty: not known, then the size is all that is checked
};

// Fetches the files into `folder`, one download after the other in the order of the commands. What is there already is
// resumed, or kept if its SHA-256 is right. A file of other contents under the final name is an error; with `repair` its
// damaged pieces (kChunkBytes each, known from when it was downloaded) are fetched again, or all of it if they are not known.
struct Download {
  uint64_t id = 0;
  std::filesystem::path folder;  // absolute, UTF-8; created if missing
  std::vector<RemoteFile> files;
  bool repair = false;
};

// Reads the files in `folder` and says whether they are what the hub has. No network: urls may be empty. Answered by
// DownloadStatus: kVerifying, then kDone, or kFailed with what is wrong and how many bytes a repair would fetch.
struct Verify {
  uint64_t id = 0;
  std::filesystem::path folder;
  std::vector<RemoteFile> files;
};

// Fetches a small document into memory: an answer of the hub's API.
struct Get {
  uint64_t id = 0;
  std::string url;
  uint64_t max_bytes = 4U << 20;
};

// Of a Download or a Verify, by its id. A paused one lets the next in the queue run; resumed, it takes its place again.
struct Pause { uint64_t id = 0; };
struct Resume { uint64_t id = 0; };                      // also what failed: from where it got to
// erase: also what was fetched so far of the unfinished file, of a Verify too; finished: of it also whole files that came from
// there and are unchanged, and the folders that are empty then. Of a Get: forget it.
struct Cancel { uint64_t id = 0; bool erase = false; bool finished = false; };

// For what begins after it; the bandwidth limit at once. Before one was accepted, and after one that was refused, every Download,
// Get and Resume is refused. The token goes to token_origin ("https://huggingface.co": scheme,
// host and port) only, never along a redirect elsewhere.
struct Configure {
  uint64_t bytes_per_second = 0;  // of all connections together; 0: no limit
  int connections = 4;            // parallel ranges, 1..16
  std::string proxy;              // "http://host:port", "https://...", "socks5://..."; empty: none; "system": the environment's
  std::string token;
  std::string token_origin;
};

using Command = std::variant<Download, Verify, Get, Pause, Resume, Cancel, Configure>;

// --- events ---

enum class Phase { kQueued, kConnecting, kRunning, kPaused, kVerifying, kDone, kFailed, kCancelled };

// Of a Download or Verify: at every change of phase, and at most four times a second while it runs.
struct DownloadStatus {
  uint64_t id = 0;
  Phase phase = Phase::kQueued;
  uint64_t bytes_done = 0;     // of all files, on the disk; while kVerifying: read so far of the file at work
  uint64_t bytes_total = 0;    // 0: not known; while kVerifying: of the file at work
  uint64_t bytes_fetched = 0;  // came over the network for this download since the helper started
  double bytes_per_second = 0;
  std::string file;   // the one at work
  std::string error;  // of kFailed, and of a kPaused that nobody asked for (disk full): one line, what failed, where, what to do
  std::string note;   // "Retrying in 4 s: the connection was reset"
  int status = 0;     // HTTP, of a kFailed that a server's answer is the reason of: 401 and 403 want a token; else 0
};

struct Response {  // to Get
  uint64_t id = 0;
  int status = 0;     // HTTP; 0: there was no answer
  std::string body;   // UTF-8
  std::string error;  // one line; empty: fine
  std::string next{};  // where the list goes on: an address of the same origin that was asked; empty: that is all
};

// Every connection that was tried, for the privacy page. Sent TWICE, so that a killed helper leaves none out: when it is opened
// (closed = false, no bytes yet) and when it closes (closed = true). `number` is the same in both, counted from 1 in each
// helper process.
struct Connection {
  uint64_t number = 0;
  bool closed = false;
  int64_t opened_ms = 0;  // since 1970, UTC
  std::string host;     // that was asked for
  std::string address;  // numeric; the proxy's if there is one
  uint16_t port = 0;    // of `address`
  std::string purpose;  // "download" or "search"
  uint64_t bytes_received = 0;  // on the wire, TLS included
  uint64_t bytes_sent = 0;
};

// A line that could not be read, or a command that makes no sense (an id that is in use, one that is unknown).
struct Refused {
  uint64_t id = 0;    // 0: not known, or a Configure: nothing that is on its way can be relied on
  std::string error;  // one line
};

using Event = std::variant<DownloadStatus, Response, Connection, Refused>;

// One line without its end; what is not UTF-8 in it is replaced. Errors name the field that is missing or wrong; fields that
// are not known are skipped.
std::string writeLine(const Command& command);
std::string writeLine(const Event& event);
Result<Command> readCommand(std::string_view line);
Result<Event> readEvent(std::string_view line);

const char* phaseName(Phase phase);

}  // namespace deepwell::fetch
