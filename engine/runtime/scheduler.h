// Continuous batching: one thread takes, step by step, one row of every sequence that decodes and a chunk of those whose
// prompts are still being computed.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "engine/api/device.h"
#include "engine/runtime/job.h"
#include "engine/runtime/kv_cache.h"
#include "engine/runtime/logit_rows.h"
#include "engine/runtime/sampler.h"
#include "engine/runtime/stepper.h"

namespace deepwell {

struct SchedulerOptions {
  int32_t prefill_chunk = 256;  // rows of prompts in one step
  int32_t max_pages = 1024;
  int32_t max_sequences = 8;    // more wait
  std::optional<KvLayout> kv = {};  // of the pages; the model's own if not given

  // Work that can wait, a piece of about a millisecond at a time. Says when to come again; nothing: it is done. Called while
  // no job is there, and for a tenth of the time of steps in which every sequence decodes. May be empty.
  std::function<std::optional<std::chrono::milliseconds>()> background = {};
};

class Scheduler {
 public:
  Scheduler(std::unique_ptr<Stepper> stepper, const SchedulerOptions& options);
  ~Scheduler();  // ends running jobs as cancelled
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;

  void submit(std::shared_ptr<Job> job);

  // Runs `task` on the scheduler's thread between two steps, waits for it and returns what it returned. It runs again, from the
  // start, if the device failed (kDevice) and could be recovered; it must hold no lease when it ends.
  Status exclusive(const std::function<Status(Stepper&, KvCache&)>& task);

  // Where the model lies; what a recovery has changed is known after the next step. Thread-safe.
  ModelPlacement placement() const;

  // Does what is left of the background work, and waits for it, but no longer than `most`.
  void finishBackground(std::chrono::seconds most, const std::stop_token& stop);

 private:
  // A sequence that is being computed. tokens = prompt and generated; of these lease.positions are in the cache. The first
  // `goal` are computed in chunks: the prompt, and after a recovery what had been generated until then.
  struct Running {
    std::shared_ptr<Job> job;
    Sampler sampler;
    std::vector<TokenId> tokens;
    int32_t goal = 0;
    KvCache::Lease lease = {};
    bool leased = false;    // else `lease` is empty: it has just come, or a recovery has taken its pages
    int32_t found = 0;      // positions that were in the cache when it was leased
    int32_t generated = 0;
    int32_t rows = 0;       // of the step that is being composed
    int32_t recoveries = 0;
    bool started = false;   // the job has been told
    bool finished = false;

    bool decoding() const { return leased && lease.positions >= goal; }
    int32_t pending() const { return static_cast<int32_t>(tokens.size()) - lease.positions; }
  };

  void loop();
  bool hasWork() const;  // under mutex_
  bool waitForWork();
  bool backgroundIsDue() const;
  void doBackground();
  void payBackground(double step_seconds);
  void admit(std::shared_ptr<Job> job);
  void runTasks();
  Status attempt(const std::function<Status(Stepper&, KvCache&)>& task);
  void step();
  Status composeRows();
  Status begin(Running& running);
  Status runRows();
  void advance(Running& running, TokenId id);
  void finish(Running& running, JobEvent last);
  void failAll(const Error& error);
  Status recover(const Error& error);
  void notePlacement();

  std::unique_ptr<Stepper> stepper_;
  SchedulerOptions options_;
  KvCache cache_;
  std::vector<Running> running_;
  LogitRows logits_;
  double background_credit_ = 0;  // seconds that background work may take between steps
  std::chrono::steady_clock::time_point background_due_{};

  bool placement_due_ = false;  // a recovery has changed it

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::shared_ptr<Job>> waiting_;               // guarded by mutex_
  std::deque<std::packaged_task<Status()>> tasks_;           // guarded by mutex_
  ModelPlacement placement_;                               // guarded by mutex_
  bool stopping_ = false;                                  // guarded by mutex_
  std::thread thread_;                                     // last: starts when all else is there
};

}  // namespace deepwell
