#include "engine/runtime/scheduler.h"

#include <algorithm>
#include <chrono>
#include <new>

namespace deepwell {
namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

}  // namespace

Scheduler::Scheduler(std::unique_ptr<Stepper> stepper, const SchedulerOptions& options)
    : stepper_(std::move(stepper)),
      options_(options),
      cache_(stepper_->backend(), options.kv.value_or(stepper_->model().kvLayout()), options.max_pages),
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

void Scheduler::exclusive(const std::function<void(Stepper&, KvCache&)>& task) {
  std::packaged_task<void()> packaged([&] { task(*stepper_, cache_); });
  std::future<void> done = packaged.get_future();
  {
    const std::lock_guard lock(mutex_);
    tasks_.push_back(std::move(packaged));
  }
  wake_.notify_all();
  done.get();
}

void Scheduler::finishBackground(std::chrono::seconds most, const std::stop_token& stop) {
  exclusive([&](Stepper&, KvCache&) {
    const auto end = Clock::now() + most;
    while (options_.background && !stop.stop_requested() && Clock::now() < end) {
      std::this_thread::sleep_until(background_due_);
      doBackground();
    }
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
    std::packaged_task<void()> task;
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
  auto lease = cache_.acquire(job->request().prompt);
  if (!lease) {
    job->push(lease.error());
    return;
  }
  job->push(JobStarted{lease->positions});
  Running running{job, Sampler(job->request().sampling), job->request().prompt, std::move(*lease)};
  running_.push_back(std::move(running));
}

// Gives each sequence its rows of the next step: one to those that decode, the rest of the chunk to prompts in order.
void Scheduler::composeRows() {
  int32_t budget = options_.prefill_chunk;
  for (Running& running : running_) {
    running.rows = running.decoding() ? 1 : std::min(budget, running.pending());
    if (!running.decoding()) budget -= running.rows;
    if (running.rows == 0) continue;
    if (Status reserved = cache_.reserve(running.lease, running.lease.positions + running.rows); !reserved) {
      finish(running, reserved.error());
      running.rows = 0;
    }
  }
}

void Scheduler::step() {
  for (Running& running : running_) {
    if (running.job->stopRequested()) finish(running, JobDone{FinishReason::kCancelled});
  }
  std::erase_if(running_, [](const Running& running) { return running.finished; });
  composeRows();

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
  if (!tokens.empty()) {
    const auto vocab = static_cast<size_t>(stepper_->model().config().vocab);
    logits_.resize(logit_rows.size() * vocab);
    if (const Status ran = stepper_->run({tokens, sequences, logit_rows, logits_}); !ran) return failAll(ran.error());
    for (Running& running : running_) {
      running.lease.positions += running.rows;
      if (running.rows == 0 || running.decoding()) continue;
      const auto prompt = static_cast<int32_t>(running.job->request().prompt.size());
      running.job->push(PrefillProgress{running.lease.positions, prompt});
    }
    for (size_t i = 0; i < sampled.size(); ++i) {
      advance(*sampled[i], std::span(logits_).subspan(i * vocab, vocab));
    }
  }
  std::erase_if(running_, [](const Running& running) { return running.finished; });
}

// Draws the next token of a sequence whose logits are there.
void Scheduler::advance(Running& running, std::span<float> logits) {
  const JobRequest& request = running.job->request();
  const TokenId id = running.sampler.sample(logits, running.tokens);
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

}  // namespace deepwell
