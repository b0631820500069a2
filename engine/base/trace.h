// DEEPWELL_TRACE=file writes what the engine does and when into a Chrome JSON trace, which ui.perfetto.dev and
// chrome://tracing open. (Format: "Trace Event Format", complete events.) The file is complete JSON after every flush, so
// a killed program leaves a usable one; memory is bounded by kBuffer and the file by kMostBytes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace deepwell {

class Trace {
 public:
  static constexpr size_t kBuffer = size_t{1} << 20;
  static constexpr int64_t kMostBytes = int64_t{1} << 30;  // after that nothing more is written

  // The process' trace; null if DEEPWELL_TRACE is not set or its file cannot be written (which is logged once).
  static Trace* get();

  static Result<std::unique_ptr<Trace>> open(const std::filesystem::path& file);
  ~Trace();
  Trace(const Trace&) = delete;
  Trace& operator=(const Trace&) = delete;

  static int64_t now();         // ns of the steady clock
  static int64_t threadId();    // of the caller, as the system counts

  // A span of a thread, [begin, end] as now() gives them. Spans of one thread must nest or be apart. `args`: the members of
  // a JSON object, e.g. "\"rows\": 4"; may be empty. Thread-safe, as all of these are.
  void span(int64_t thread, std::string_view name, int64_t begin, int64_t end, std::string_view args = {});
  void nameThread(int64_t thread, std::string_view name);
  void flush();

 private:
  explicit Trace(int file);
  void append(std::string_view event);
  void write();  // under mutex_

  std::mutex mutex_;
  int file_;
  std::string pending_;
  int64_t written_ = 0;  // bytes that stay: all but the file's last line
  int64_t start_;
  bool first_ = true;    // no event was appended yet
  bool full_ = false;
};

// A span from construction to destruction on the thread that makes it; nothing if there is no trace.
class TraceSpan {
 public:
  explicit TraceSpan(std::string_view name) : trace_(Trace::get()), name_(name), begin_(trace_ ? Trace::now() : 0) {}
  ~TraceSpan() {
    if (trace_ == nullptr) return;
    trace_->span(Trace::threadId(), name_, begin_, Trace::now());
    trace_->flush();
  }
  TraceSpan(const TraceSpan&) = delete;
  TraceSpan& operator=(const TraceSpan&) = delete;

 private:
  Trace* trace_;
  std::string_view name_;
  int64_t begin_;
};

// A string as JSON writes it, with quotes.
std::string jsonString(std::string_view text);

}  // namespace deepwell
