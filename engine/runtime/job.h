// One generation on its way through the scheduler: what is asked for, and a queue of what happened.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <stop_token>
#include <variant>
#include <vector>

#include "engine/api/engine.h"

namespace deepwell {

struct JobRequest {
  std::vector<TokenId> prompt;  // not empty
  SamplingParams sampling;
  int32_t max_tokens = 0;  // at least 1
  std::vector<TokenId> end_tokens;
};

struct JobToken {
  TokenId id = 0;
};

struct JobDone {
  FinishReason reason = FinishReason::kStop;
};

struct JobStarted {
  int32_t cached_tokens = 0;  // of the prompt, found in the KV cache
};

using JobEvent = std::variant<JobStarted, PrefillProgress, Notice, JobToken, JobDone, Error>;

// Written by the scheduler, read by one caller. JobDone and Error are the last event. A Notice may come before JobStarted.
class Job {
 public:
  Job(JobRequest request, std::stop_token stop) : request_(std::move(request)), stop_(std::move(stop)) {}

  const JobRequest& request() const { return request_; }
  bool stopRequested() const { return stop_.stop_requested(); }

  void push(JobEvent event) {
    {
      const std::lock_guard lock(mutex_);
      events_.push_back(std::move(event));
    }
    ready_.notify_one();
  }

  // Blocks until there is one.
  JobEvent pop() {
    std::unique_lock lock(mutex_);
    ready_.wait(lock, [this] { return !events_.empty(); });
    JobEvent event = std::move(events_.front());
    events_.pop_front();
    return event;
  }

 private:
  JobRequest request_;
  std::stop_token stop_;
  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<JobEvent> events_;  // guarded by mutex_
};

}  // namespace deepwell
