#include "engine/runtime/scheduler.h"

#include <algorithm>
#include <chrono>
#include <new>
#include <utility>

#include "engine/base/log.h"
#include "engine/runtime/devices.h"

namespace deepwell {
namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

}  // namespace

Scheduler::Scheduler(std::unique_ptr<Stepper> stepper, const SchedulerOptions& options)
    : stepper_(std::move(stepper)),
      options_(options),
      cache_(stepper_->backend(), options.kv.value_or(stepper_->model().kvLayout()), options.max_pages),
      placement_(placementOf(stepper_->backend())),
      thread_([this] { loop(); }) {}

Scheduler::~Scheduler() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void Scheduler::submit(std::shared_ptr<Job> job) {
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(job));
  }
  wake_.notify_all();
}

Status Scheduler::exclusive(const std::function<Status(Stepper&, KvCache&)>& task) {
  std::packaged_task<Status()> packaged([&] { return attempt(task); });
  std::future<Status> done = packaged.get_future();
  {
    const std::lock_guard lock(mutex_);
    tasks_.push_back(std::move(packaged));
  }
  wake_.notify_all();
  return done.get();
}

void Scheduler::finishBackground(std::chrono::seconds most, const std::stop_token& stop) {
  (void)exclusive([&](Stepper&, KvCache&) -> Status {
    const auto end = Clock::now() + most;
    while (options_.background && !stop.stop_requested() && Clock::now() < end) {
      std::this_thread::sleep_until(background_due_);
      doBackground();
    }
    return {};
  });
}

bool Scheduler::backgroundIsDue() const { return options_.background && Clock::now() >= background_due_; }

void Scheduler::doBackground() {
  const std::optional<std::chrono::milliseconds> pause = options_.background();
  if (!pause) options_.background = nullptr;
  background_due_ = Clock::now() + pause.value_or(std::chrono::milliseconds(0));
}

void Scheduler::payBackground(double step_seconds) {
  if (!backgroundIsDue()) return;
  if (!std::all_of(running_.begin(), running_.end(), [](const Running& running) { return running.decoding(); })) return;
  background_credit_ += step_seconds / 10;
  while (backgroundIsDue() && background_credit_ > 0) {
    const auto begin = Clock::now();
    doBackground();
    background_credit_ -= secondsSince(begin);
  }
}

void Scheduler::loop() {
  while (waitForWork()) {
    runTasks();
    if (running_.empty()) continue;
    const auto begin = Clock::now();
    try {
      step();
      payBackground(secondsSince(begin));
    } catch (const std::bad_alloc&) {
      failAll({ErrorCode::kOutOfMemory, "out of memory while computing: choose a smaller model or a shorter context"});
    }
  }
  for (Running& running : running_) finish(running, JobDone{FinishReason::kCancelled});
  for (const auto& job : waiting_) job->push(JobDone{FinishReason::kCancelled});
}

bool Scheduler::hasWork() const { return stopping_ || !waiting_.empty() || !tasks_.empty() || !running_.empty(); }

// False when the scheduler ends. Takes waiting jobs in while there are places.
bool Scheduler::waitForWork() {
  std::unique_lock lock(mutex_);
  while (options_.background && !hasWork()) {
    if (!backgroundIsDue()) {
      wake_.wait_until(lock, background_due_, [this] { return hasWork(); });
      continue;
    }
    lock.unlock();
    doBackground();
    lock.lock();
  }
  wake_.wait(lock, [this] { return hasWork(); });
  if (stopping_) return false;
  std::erase_if(waiting_, [](const std::shared_ptr<Job>& job) {
    if (job->stopRequested()) job->push(JobDone{FinishReason::kCancelled});
    return job->stopRequested();
  });
  while (!waiting_.empty() && static_cast<int32_t>(running_.size()) < options_.max_sequences) {
    std::shared_ptr<Job> job = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    admit(std::move(job));
    lock.lock();
  }
  return true;
}

void Scheduler::runTasks() {
  while (true) {
    std::packaged_task<Status()> task;
    {
      const std::lock_guard lock(mutex_);
      if (tasks_.empty()) return;
      task = std::move(tasks_.front());
      tasks_.pop_front();
    }
    task();
  }
}

void Scheduler::admit(std::shared_ptr<Job> job) {
  if (job->stopRequested()) {
    job->push(JobDone{FinishReason::kCancelled});
    return;
  }
  std::vector<TokenId> prompt = job->request().prompt;
  const auto goal = static_cast<int32_t>(prompt.size());
  Sampler sampler(job->request().sampling);
  running_.push_back({std::move(job), std::move(sampler), std::move(prompt), goal});
}

// Looks up what is known of a sequence that has no pages yet.
Status Scheduler::begin(Running& running) {
  DEEPWELL_ASSIGN(running.lease, cache_.acquire(running.tokens));
  running.leased = true;
  running.found = running.lease.positions;
  if (std::exchange(running.started, true)) {
    running.job->push(PrefillProgress{0, running.goal - running.found});
  } else {
    running.job->push(JobStarted{running.found});
  }
  return {};
}

// Gives each sequence its rows of the next step: one to those that decode, the rest of the chunk to prompts in order. Only
// errors of the device come back; others end the sequence that has them.
Status Scheduler::composeRows() {
  int32_t budget = options_.prefill_chunk;
  bool again = false;  // one is computed again: those behind it wait, since they may find their beginnings there
  for (Running& running : running_) {
    running.rows = 0;
    if (!running.leased && again) continue;
    Status ready = running.leased ? Status() : begin(running);
    if (ready) {
      running.rows = running.decoding() ? 1 : std::min(budget, running.pending());
      if (!running.decoding()) budget -= running.rows;
      again |= running.recoveries > 0 && !running.decoding();
      if (running.rows > 0) ready = cache_.reserve(running.lease, running.lease.positions + running.rows);
    }
    if (ready) continue;
    if (ready.error().code == ErrorCode::kDevice) return ready;
    finish(running, ready.error());
    running.rows = 0;
  }
  return {};
}

void Scheduler::step() {
  for (Running& running : running_) {
    if (running.job->stopRequested()) finish(running, JobDone{FinishReason::kCancelled});
  }
  std::erase_if(running_, [](const Running& running) { return running.finished; });
  Status done = composeRows();
  if (done) done = runRows();
  if (!done && done.error().code == ErrorCode::kDevice) {
    (void)recover(done.error());  // if it cannot, all jobs know
  } else if (!done) {
    failAll(done.error());
  }
  std::erase_if(running_, [](const Running& running) { return running.finished; });
}

// Computes the rows that were composed. If it fails nothing has changed.
Status Scheduler::runRows() {
  std::vector<TokenId> tokens;
  std::vector<StepSequence> sequences;
  std::vector<int32_t> logit_rows;
  std::vector<Running*> sampled;
  for (Running& running : running_) {
    if (running.rows == 0) continue;
    const auto first = running.tokens.begin() + running.lease.positions;
    sequences.push_back({static_cast<int32_t>(tokens.size()), running.rows, running.lease.positions, running.lease.pages});
    tokens.insert(tokens.end(), first, first + running.rows);
    if (running.rows < running.pending()) continue;
    logit_rows.push_back(static_cast<int32_t>(tokens.size()) - 1);
    sampled.push_back(&running);
  }
  if (tokens.empty()) return {};
  std::vector<Sampler*> samplers;
  for (Running* running : sampled) samplers.push_back(&running->sampler);
  DEEPWELL_TRY(logits_.run(*stepper_, {tokens, sequences, logit_rows, {}}, samplers));
  if (placement_due_) notePlacement();
  for (Running& running : running_) {
    if (running.rows == 0) continue;
    const bool decoding = running.decoding();
    running.lease.positions += running.rows;
    if (decoding) continue;
    running.job->push(PrefillProgress{running.lease.positions - running.found, running.goal - running.found});
    if (running.recoveries > 0 && running.decoding()) cache_.share(running.lease, running.tokens);
  }
  for (size_t i = 0; i < sampled.size(); ++i) {
    advance(*sampled[i], logits_.sample(i, sampled[i]->sampler, sampled[i]->tokens));
  }
  return {};
}

// Takes the token that was drawn.
void Scheduler::advance(Running& running, TokenId id) {
  const JobRequest& request = running.job->request();
  running.tokens.push_back(id);
  ++running.generated;
  if (std::find(request.end_tokens.begin(), request.end_tokens.end(), id) != request.end_tokens.end()) {
    return finish(running, JobDone{FinishReason::kStop});
  }
  running.job->push(JobToken{id});
  if (running.generated >= request.max_tokens) finish(running, JobDone{FinishReason::kLength});
}

// The pages go back to the tree before the caller hears of the end: its next turn finds them.
void Scheduler::finish(Running& running, JobEvent last) {
  if (running.finished) return;
  running.finished = true;
  cache_.release(std::move(running.lease), running.tokens);
  running.job->push(std::move(last));
}

void Scheduler::failAll(const Error& error) {
  for (Running& running : running_) {
    if (running.finished) continue;
    running.finished = true;
    cache_.discard(std::move(running.lease));
    running.job->push(error);
  }
  running_.clear();
}

// The device has failed: goes on with what the backend makes of it. Every sequence keeps its tokens and its sampler and is
// computed again from its start; of the step that failed nothing was drawn. An error means that all jobs have failed.
Status Scheduler::recover(const Error& error) {
  for (Running& running : running_) {
    running.lease = {};
    running.leased = false;
    running.goal = static_cast<int32_t>(running.tokens.size());
  }
  stepper_->forgetPrograms();
  cache_.forgetAll();
  const Result<std::string> line = stepper_->backend().recover(error);
  if (!line) {
    failAll(line.error());
    return tl::make_unexpected(line.error());
  }
  notePlacement();
  placement_due_ = true;  // weights that are loaded again may settle it
  // Running jobs show the line to their callers. Without one the log is the only way.
  logLine(running_.empty() ? LogLevel::kWarning : LogLevel::kInfo, *line);
  for (Running& running : running_) {
    if (running.finished) continue;
    if (++running.recoveries <= kMostRecoveries) {
      running.job->push(Notice{*line});
    } else {
      finish(running, Error{ErrorCode::kDevice, fmt::format("the device failed {} times during this answer ({}): choose another device",
                                                            running.recoveries, error.message)});
    }
  }
  return {};
}

void Scheduler::notePlacement() {
  ModelPlacement now = placementOf(stepper_->backend());
  const std::lock_guard lock(mutex_);
  placement_ = std::move(now);
  placement_due_ = false;
}

ModelPlacement Scheduler::placement() const {
  const std::lock_guard lock(mutex_);
  return placement_;
}

// Runs a task, again after each failure of the device.
Status Scheduler::attempt(const std::function<Status(Stepper&, KvCache&)>& task) {
  for (int32_t recoveries = 0;; ++recoveries) {
    Status done = task(*stepper_, cache_);
    if (done || done.error().code != ErrorCode::kDevice || recoveries == kMostRecoveries) return done;
    DEEPWELL_TRY(recover(done.error()));
  }
}

}  // namespace deepwell
