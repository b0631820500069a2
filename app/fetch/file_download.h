// One file on its way from a server to its final name.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>

#include "app/fetch/file_check.h"
#include "app/fetch/http.h"
#include "app/fetch/partial_file.h"

namespace deepwell::fetch {

class FileDownload {
 public:
  enum class State { kChecking, kConnecting, kRunning, kVerifying, kDone, kFailed, kNoSpace };

  FileDownload(Http& http, const Options& options, RemoteFile file, bool repair);
  ~FileDownload();
  FileDownload(const FileDownload&) = delete;
  FileDownload& operator=(const FileDownload&) = delete;

  void begin(const Folder& root);
  // Starts requests that are due, writes the journal, reads on where a file is checked. True: there is more to do at once.
  bool tick(TimePoint now);
  // Ends the requests and journals what came; `begin` on a new object takes it up again.
  void stop();

  State state() const { return state_; }
  const std::string& error() const { return error_; }
  bool locked() const { return locked_; }  // why it failed: another process fetches this file
  int status() const { return status_; }  // HTTP, of the answer that was the reason to fail; 0: it was another one
  std::string note(TimePoint now) const;  // why it waits
  TimePoint wakeAt() const { return wait_until_; }
  uint64_t size() const;                  // 0: not known
  uint64_t bytesDone() const;             // on the disk; while a file is checked: read so far
  uint64_t bytesFetched() const { return received_; }

 private:
  struct Span;
  // Checks (file_download_check.cpp).
  void beginExisting(FileDescriptor fd);
  void checkDone();
  void beginRepair();
  void openPartial();
  void beginVerify();
  void verifyDone();
  void fetchAgain(const std::vector<uint64_t>& chunks);
  // Requests (file_download.cpp).
  void fetch(TimePoint now);
  void startSpan(uint64_t chunk, uint64_t count);
  void startStream();
  void request(std::unique_ptr<Span> span, const std::string& range);
  bool onHead(Span& span, const Head& head);
  bool onAdopt(Span& span, const Head& head);
  bool onRange(Span& span, const Head& head);
  bool onWhole(Span& span, const Head& head);
  bool onSize(Span& span, uint64_t size);
  bool onSource(Span& span, const Head& head);
  bool onBody(Span& span, std::string_view bytes);
  void onEnd(uint64_t key, const Ending& ending);
  void succeeded();
  void failed(const Span& span, const Ending& ending, const std::string& error, bool odd);
  void keepParts();
  void stopSpans();
  void startOver(const std::string& why);
  void flush(TimePoint now);
  bool local(const Status& status);  // false: a local error, which ends the download
  bool defer(const Status& status);  // the same, from within libcurl's calls
  void fatal(const std::string& error, int status = 0);
  bool ended() const { return state_ == State::kDone || state_ == State::kFailed || state_ == State::kNoSpace; }

  Http& http_;
  const Options& options_;
  RemoteFile file_;
  bool repair_ = false;
  State state_ = State::kConnecting;
  std::string error_;
  bool locked_ = false;
  int status_ = 0;

  std::optional<Folder> folder_;  // that the file lies in
  std::string name_;
  std::optional<PartialFile> partial_;
  std::optional<Journal> adopt_;  // of a finished file that is to be repaired once the server has answered
  bool replace_ = false;          // a file of the final name may be replaced

  FileDescriptor checked_fd_;
  std::optional<Journal> receipt_;
  std::unique_ptr<FileCheck> check_;
  bool by_chunks_ = false;  // the check compares chunks too
  int repairs_ = 0;

  std::optional<Url> origin_;    // what we were asked to fetch
  std::optional<Url> resolved_;  // where its redirects led
  bool resolved_left_ = false;
  std::map<uint64_t, std::unique_ptr<Span>> spans_;
  uint64_t last_key_ = 0;
  bool headed_ = false;   // a good answer has come: more requests may be made
  bool stream_ = false;   // the server knows no ranges
  int no_range_ = 0;      // answers in a row without the range that was asked for
  int restarts_ = 0;
  int stream_failures_ = 0;
  // Set inside of libcurl's calls, where nothing may be stopped, for the next tick.
  std::string restart_why_;        // everything begins again
  std::optional<Error> deferred_;  // an error of the disk

  int connections_ = 1;  // that the server can take
  int failures_ = 0;     // in a row, without a byte between them
  int odd_ = 0;          // answers in a row that break the rules
  int in_order_ = 0;     // requests that went well since the last that did not
  uint64_t received_ = 0;
  uint64_t received_at_failure_ = 0;
  TimePoint wait_until_{};
  std::string wait_why_;
  TimePoint flushed_ = Clock::now();
  TimePoint parts_kept_ = Clock::now();
  TimePoint space_checked_ = Clock::now();
  std::minstd_rand random_{std::random_device{}()};
};

}  // namespace deepwell::fetch
