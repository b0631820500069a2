// The queue: downloads one after the other, and beside them one file after the other that is verified.
#pragma once

#include <functional>
#include <list>
#include <map>
#include <memory>
#include <string>

#include "app/fetch/file_download.h"
#include "app/fetch/file_verify.h"
#include "app/fetch/http.h"
#include "app/fetch/protocol.h"

namespace deepwell::fetch {

class Jobs {
 public:
  using Emit = std::function<void(const Event&)>;
  Jobs(Http& http, const Options& options, Emit emit);
  ~Jobs();
  Jobs(const Jobs&) = delete;
  Jobs& operator=(const Jobs&) = delete;

  void add(const Download& download);
  void add(const Verify& verify);
  void pause(uint64_t id);
  void resume(uint64_t id);
  bool cancel(const Cancel& cancel);  // false: there is no such job

  // Does what is due. The time until it wants to be called again, at most.
  milliseconds tick(TimePoint now);
  // Journals what is in flight.
  void shutDown();
  bool active() const;

 private:
  struct Job;
  void add(Job job);
  Job* find(uint64_t id);
  Job* next(bool verify);
  milliseconds run(Job& job, TimePoint now);
  milliseconds runDownload(Job& job, TimePoint now);
  milliseconds runVerify(Job& job, TimePoint now);
  bool openRoot(Job& job);
  bool waitForLock(Job& job, TimePoint now);
  void fileDone(Job& job);
  void endWork(Job& job);
  void setPhase(Job& job, Phase phase, const std::string& error = "", int status = 0);
  void report(Job& job, TimePoint now);
  DownloadStatus status(const Job& job, TimePoint now) const;

  Http& http_;
  const Options& options_;
  Emit emit_;
  std::list<Job> jobs_;  // in the order of the commands
};

}  // namespace deepwell::fetch
