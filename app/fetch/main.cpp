// deepwell-fetch: fetches files and small documents for the window, which may not open internet sockets itself. Commands come
// as lines of JSON on standard input, events go to standard output (protocol.h); it ends when its input does.
#include <curl/curl.h>
#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <cstring>
#include <string_view>

#include "app/fetch/gets.h"
#include "app/fetch/harden.h"
#include "app/fetch/http.h"
#include "app/fetch/jobs.h"
#include "app/fetch/line_reader.h"
#include "app/fetch/protocol.h"

namespace deepwell::fetch {
namespace {

constexpr milliseconds kIdleConnections{10'000};  // that wait for more are closed after this

class Helper {
 public:
  explicit Helper(const Options& options)
      : http_(options, [this](const Connection& connection) { emit(connection); }),
        jobs_(http_, options, [this](const Event& event) { emit(event); }),
        gets_(http_, options, [this](const Event& event) { emit(event); }) {}

  void run() {
    LineReader input(STDIN_FILENO, kMaxLine);
    milliseconds wait{0};
    TimePoint last_work = Clock::now();
    for (bool open = true; open && !deaf_;) {
      if (http_.work(STDIN_FILENO, wait)) open = input.read([this](std::string_view line) { command(line); });
      const TimePoint now = Clock::now();
      wait = std::min(jobs_.tick(now), gets_.tick(now));
      if (!http_.idle()) last_work = now;
      if (last_work != TimePoint{} && now - last_work > kIdleConnections) {
        http_.closeIdle();
        last_work = TimePoint{};
      } else if (last_work != TimePoint{}) {
        wait = std::min(wait, kIdleConnections);
      }
    }
    jobs_.shutDown();
  }

 private:
  void emit(const Event& event) { deaf_ = deaf_ || !writeWholeLine(STDOUT_FILENO, writeLine(event)); }

  void command(std::string_view line) {
    const Result<Command> command = readCommand(line);
    if (!command) return emit(Refused{0, command.error().message});
    std::visit([this](const auto& each) { handle(each); }, *command);
  }

  // Without the settings that the window wants nothing connects: not past the proxy that it meant.
  bool refused(uint64_t id) {
    if (!unready_.empty()) emit(Refused{id, unready_});
    return !unready_.empty();
  }

  void handle(const Download& download) {
    if (!refused(download.id)) jobs_.add(download);
  }
  void handle(const Verify& verify) { jobs_.add(verify); }
  void handle(const Get& get) {
    if (!refused(get.id)) gets_.add(get);
  }
  void handle(const Pause& pause) { jobs_.pause(pause.id); }
  void handle(const Resume& resume) {
    if (!refused(resume.id)) jobs_.resume(resume.id);
  }
  void handle(const Cancel& cancel) {
    if (gets_.cancel(cancel.id) || jobs_.cancel(cancel)) return;
    emit(Refused{cancel.id, fmt::format("there is nothing with the id {} to cancel", cancel.id)});
  }
  void handle(const Configure& configure) {
    const Status done = http_.configure(configure);
    unready_ = done ? std::string() : done.error().message;
    refused(0);
  }

  bool deaf_ = false;  // nobody reads our events any more
  std::string unready_ = "deepwell-fetch was not told its settings";  // why nothing may connect; empty: it may
  Http http_;
  Jobs jobs_;
  Gets gets_;
};

const char* kUsage =
    "deepwell-fetch is started by Deepwell, to download what its user asks for.\n"
    "It reads commands from its input, a line of JSON each, and ends when that ends.\n"
    "  --ca-file FILE       trust these certificates instead of the system's\n"
    "  --chunk-bytes N      pieces that are checked and fetched again as one (tests)\n"
    "  --margin-bytes N     space that is left free on the disk\n"
    "  --retry-ms N         wait before the first retry\n"
    "  --locked-ms N        a file that another process fetches is waited for so long\n"
    "  --stall-ms N         a connection that brings nothing for so long is given up\n";

// False: not an option of ours.
bool setOption(Options& options, std::string_view name, std::string_view value) {
  if (name == "--ca-file") {
    options.ca_file = value;
    return true;
  }
  uint64_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc() || end != value.data() + value.size()) return false;
  if (name == "--margin-bytes") {
    options.margin_bytes = number;
  } else if (name == "--chunk-bytes" && number > 0 && number <= kChunkBytes) {
    options.chunk_bytes = number;
  } else if (name == "--retry-ms" && number > 0 && number < 3'600'000) {
    options.retry = milliseconds(number);
  } else if (name == "--stall-ms" && number > 0 && number < 3'600'000) {
    options.stall = milliseconds(number);
  } else if (name == "--locked-ms" && number < 3'600'000) {
    options.locked = milliseconds(number);
  } else {
    return false;
  }
  return true;
}

}  // namespace
}  // namespace deepwell::fetch

int main(int argc, char** argv) {
  using namespace deepwell::fetch;
  Options options;
  for (int i = 1; i < argc; i += 2) {
    if (i + 1 < argc && setOption(options, argv[i], argv[i + 1])) continue;
    std::fputs(kUsage, stderr);
    return std::strcmp(argv[i], "--help") == 0 ? 0 : 2;
  }
  harden();
  if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) return 1;
  {
    Helper helper(options);
    helper.run();
  }
  curl_global_cleanup();
  return 0;
}
