#include "engine/base/trace.h"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <system_error>

#include "engine/base/log.h"

namespace deepwell {
namespace {

constexpr std::string_view kHead = "{\"displayTimeUnit\":\"ns\",\"traceEvents\":[\n";
constexpr std::string_view kTail = "\n]}\n";

// Microseconds with all of the nanoseconds, so that spans that touch do not overlap.
std::string microseconds(int64_t ns) { return fmt::format("{}.{:03}", ns / 1000, ns % 1000); }

std::unique_ptr<Trace> openFromEnvironment() {
  const char* file = std::getenv("DEEPWELL_TRACE");
  if (file == nullptr || *file == '\0') return nullptr;
  auto trace = Trace::open(file);
  if (trace) return std::move(*trace);
  logLine(LogLevel::kWarning, trace.error().message);
  return nullptr;
}

}  // namespace

std::string jsonString(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
  }
  return out + '"';
}

Trace* Trace::get() {
  static const std::unique_ptr<Trace> trace = openFromEnvironment();
  return trace.get();
}

Result<std::unique_ptr<Trace>> Trace::open(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (descriptor < 0) {
    return fail(ErrorCode::kIo, "{}: cannot write the trace that DEEPWELL_TRACE asks for: {}; running without it",
                file.string(), std::generic_category().message(errno));
  }
  return std::unique_ptr<Trace>(new Trace(descriptor));
}

Trace::Trace(int file) : file_(file), pending_(kHead), start_(now()) { flush(); }

Trace::~Trace() {
  flush();
  ::close(file_);
}

int64_t Trace::now() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

int64_t Trace::threadId() {
  thread_local const int64_t id = ::syscall(SYS_gettid);
  return id;
}

void Trace::span(int64_t thread, std::string_view name, int64_t begin, int64_t end, std::string_view args) {
  append(fmt::format("{{\"name\":{},\"ph\":\"X\",\"pid\":{},\"tid\":{},\"ts\":{},\"dur\":{},\"args\":{{{}}}}}", jsonString(name),
                     ::getpid(), thread, microseconds(std::max<int64_t>(0, begin - start_)),
                     microseconds(std::max<int64_t>(0, end - begin)), args));
}

void Trace::nameThread(int64_t thread, std::string_view name) {
  append(fmt::format("{{\"name\":\"thread_name\",\"ph\":\"M\",\"pid\":{},\"tid\":{},\"args\":{{\"name\":{}}}}}", ::getpid(), thread,
                     jsonString(name)));
}

void Trace::append(std::string_view event) {
  const std::lock_guard lock(mutex_);
  if (full_) return;
  if (!first_) pending_ += ",\n";
  first_ = false;
  pending_ += event;
  if (pending_.size() > kBuffer) write();
}

void Trace::flush() {
  const std::lock_guard lock(mutex_);
  write();
}

// New events and the closing line go over the closing line that is there, in one call.
void Trace::write() {
  if (pending_.empty() || full_) return;
  const size_t events = pending_.size();
  pending_ += kTail;
  const char* data = pending_.data();
  size_t left = pending_.size();
  off_t at = written_;
  while (left > 0) {
    const ssize_t count = ::pwrite(file_, data, left, at);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) {
      full_ = true;
      const std::string reason = std::generic_category().message(errno);
      (void)::ftruncate(file_, written_);
      (void)::pwrite(file_, kTail.data(), kTail.size(), written_);
      return logLine(LogLevel::kWarning, fmt::format("the trace ends here: its file cannot be written: {}", reason));
    }
    data += count;
    left -= static_cast<size_t>(count);
    at += count;
  }
  written_ += static_cast<int64_t>(events);
  pending_.clear();
  if (written_ < kMostBytes) return;
  full_ = true;
  logLine(LogLevel::kWarning, fmt::format("the trace ends here: it has {} MiB", written_ >> 20));
}

}  // namespace deepwell
