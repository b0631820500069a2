#include "app/fetch/jobs.h"

#include <algorithm>
#include <set>
#include <utility>

#include "app/fetch/download_files.h"
#include "app/fetch/names.h"

namespace deepwell::fetch {
namespace {

constexpr milliseconds kReportEvery{250};
constexpr size_t kMostJobs = 1000;
constexpr milliseconds kLockedRetry{500};

bool isAtWork(Phase phase) { return phase == Phase::kConnecting || phase == Phase::kRunning || phase == Phase::kVerifying; }
bool isOver(Phase phase) { return phase == Phase::kDone || phase == Phase::kCancelled; }

}  // namespace

struct Jobs::Job {
  uint64_t id = 0;
  bool verify = false;
  bool repair = false;
  std::filesystem::path folder;
  std::vector<RemoteFile> files;

  Phase phase = Phase::kQueued;
  std::string error;
  int status = 0;               // HTTP, of the answer that `error` is about
  size_t at = 0;                // the file at work
  uint64_t done_before = 0;     // bytes of the files before it
  uint64_t done_at_stop = 0;    // of the file at work, while nothing works
  uint64_t fetched_before = 0;  // that earlier FileDownloads fetched
  bool room_checked = false;    // on the disk, for all that is missing
  TimePoint locked_since{};     // another process fetches the file at work
  TimePoint wait_until{};
  std::optional<Folder> root;
  std::unique_ptr<FileDownload> download;
  std::unique_ptr<FileVerify> check;

  TimePoint reported{};
  TimePoint measured = Clock::now();
  uint64_t measured_bytes = 0;
  double speed = 0;  // bytes a second, smoothed

  uint64_t fetched() const { return fetched_before + (download ? download->bytesFetched() : 0); }
};

Jobs::Jobs(Http& http, const Options& options, Emit emit) : http_(http), options_(options), emit_(std::move(emit)) {}

Jobs::~Jobs() = default;

void Jobs::add(const Download& download) {
  Job job;
  job.id = download.id;
  job.folder = download.folder;
  job.files = download.files;
  job.repair = download.repair;
  add(std::move(job));
}

void Jobs::add(const Verify& verify) {
  Job job;
  job.id = verify.id;
  job.folder = verify.folder;
  job.files = verify.files;
  job.verify = true;
  add(std::move(job));
}

void Jobs::add(Job job) {
  if (find(job.id) != nullptr) return emit_(Refused{job.id, fmt::format("the id {} is in use", job.id)});
  if (jobs_.size() >= kMostJobs) return emit_(Refused{job.id, fmt::format("more than {} downloads wait already", kMostJobs)});
  std::set<std::string> paths;
  for (RemoteFile& file : job.files) {
    std::transform(file.sha256.begin(), file.sha256.end(), file.sha256.begin(), [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c; });
    if (!paths.insert(file.path).second) job.error = fmt::format("{}: two files of the download have this name", oneLine(file.path));
    if (const Status named = checkPath(file.path); !named && job.error.empty()) job.error = named.error().message;
  }
  jobs_.push_back(std::move(job));
  Job& added = jobs_.back();
  setPhase(added, added.error.empty() ? Phase::kQueued : Phase::kFailed, added.error);
}

Jobs::Job* Jobs::find(uint64_t id) {
  const auto found = std::find_if(jobs_.begin(), jobs_.end(), [id](const Job& job) { return job.id == id; });
  return found == jobs_.end() ? nullptr : &*found;
}

Jobs::Job* Jobs::next(bool verify) {
  Job* queued = nullptr;
  for (Job& job : jobs_) {
    if (job.verify != verify) continue;
    if (isAtWork(job.phase)) return &job;
    if (job.phase == Phase::kQueued && queued == nullptr) queued = &job;
  }
  return queued;
}

void Jobs::pause(uint64_t id) {
  Job* job = find(id);
  if (job == nullptr) return emit_(Refused{id, fmt::format("there is no download {}", id)});
  if (job->phase != Phase::kQueued && !isAtWork(job->phase)) return;
  endWork(*job);
  setPhase(*job, Phase::kPaused);
}

void Jobs::resume(uint64_t id) {
  Job* job = find(id);
  if (job == nullptr) return emit_(Refused{id, fmt::format("there is no download {}", id)});
  if (job->phase == Phase::kPaused || job->phase == Phase::kFailed) setPhase(*job, Phase::kQueued);
}

bool Jobs::cancel(const Cancel& cancel) {
  Job* job = find(cancel.id);
  if (job == nullptr) return false;
  endWork(*job);
  if (cancel.erase) eraseFiles(job->folder, job->files, cancel.finished);
  setPhase(*job, Phase::kCancelled);
  std::erase_if(jobs_, [&cancel](const Job& each) { return each.id == cancel.id; });
  return true;
}

// What is in flight is journaled and let go.
void Jobs::endWork(Job& job) {
  if (job.download) {
    job.download->stop();
    job.fetched_before += job.download->bytesFetched();
    const bool checking = job.phase == Phase::kVerifying;
    job.done_at_stop = checking ? job.download->size() : job.download->bytesDone();
  }
  job.download.reset();
  job.check.reset();
  job.root.reset();
  job.room_checked = false;
}

void Jobs::shutDown() {
  for (Job& job : jobs_) endWork(job);
}

bool Jobs::active() const {
  return std::any_of(jobs_.begin(), jobs_.end(), [](const Job& job) { return job.phase == Phase::kQueued || isAtWork(job.phase); });
}

milliseconds Jobs::tick(TimePoint now) {
  milliseconds wait{60'000};
  for (const bool verify : {false, true}) {
    if (Job* job = next(verify)) wait = std::min(wait, run(*job, now));
  }
  std::erase_if(jobs_, [](const Job& job) { return isOver(job.phase); });
  return wait;
}

milliseconds Jobs::run(Job& job, TimePoint now) {
  if (!job.root && !openRoot(job)) return milliseconds(0);
  const milliseconds wait = job.verify ? runVerify(job, now) : runDownload(job, now);
  if (isAtWork(job.phase) && now - job.reported >= kReportEvery) report(job, now);
  return wait;
}

bool Jobs::openRoot(Job& job) {
  auto root = Folder::open(job.folder, !job.verify);
  if (!root) {
    setPhase(job, root.error().code == kNoSpace ? Phase::kPaused : Phase::kFailed, root.error().message);
    return false;
  }
  job.root.emplace(std::move(*root));
  return true;
}

milliseconds Jobs::runDownload(Job& job, TimePoint now) {
  if (now < job.wait_until) return std::chrono::ceil<milliseconds>(job.wait_until - now);
  if (!std::exchange(job.room_checked, true)) {
    if (const Status room = checkRoom(*job.root, job.files, options_.margin_bytes); !room) {
      endWork(job);
      setPhase(job, Phase::kPaused, room.error().message);
      return milliseconds(0);
    }
  }
  if (!job.download) {
    job.download = std::make_unique<FileDownload>(http_, options_, job.files[job.at], job.repair);
    job.download->begin(*job.root);
    if (!job.download->locked()) job.locked_since = TimePoint{};
  }
  using State = FileDownload::State;
  const bool more = job.download->tick(now);
  switch (job.download->state()) {
    case State::kChecking:
    case State::kVerifying: setPhase(job, Phase::kVerifying); break;
    case State::kConnecting: setPhase(job, Phase::kConnecting); break;
    case State::kRunning: setPhase(job, Phase::kRunning); break;
    case State::kDone: fileDone(job); return milliseconds(0);
    case State::kFailed:
    case State::kNoSpace: {
      if (job.download->locked() && waitForLock(job, now)) return kLockedRetry;
      const bool full = job.download->state() == State::kNoSpace;
      const std::string error = job.download->error();
      const int answered = job.download->status();
      endWork(job);
      setPhase(job, full ? Phase::kPaused : Phase::kFailed, error, answered);
      return milliseconds(0);
    }
  }
  if (more) return milliseconds(0);
  const auto until = std::chrono::ceil<milliseconds>(job.download->wakeAt() - now);
  return until > milliseconds(0) ? std::min(until, kReportEvery) : kReportEvery;
}

milliseconds Jobs::runVerify(Job& job, TimePoint) {
  setPhase(job, Phase::kVerifying);
  if (!job.check) {
    job.check = std::make_unique<FileVerify>(job.files[job.at]);
    job.check->begin(*job.root);
  }
  if (!job.check->step()) return milliseconds(0);
  if (job.check->error().empty()) {
    fileDone(job);
  } else {
    const std::string error = job.check->error();
    endWork(job);
    setPhase(job, Phase::kFailed, error);
  }
  return milliseconds(0);
}

// A helper that was told to end may need a moment until it lets go of the file. False: it was waited for long enough.
bool Jobs::waitForLock(Job& job, TimePoint now) {
  if (job.locked_since == TimePoint{}) job.locked_since = now;
  if (now - job.locked_since >= options_.locked) {
    job.locked_since = TimePoint{};
    return false;
  }
  endWork(job);
  job.wait_until = now + kLockedRetry;
  setPhase(job, Phase::kConnecting);
  return true;
}

void Jobs::fileDone(Job& job) {
  if (job.download) {
    job.files[job.at].size = job.download->size();
    job.done_before += job.download->size();
    job.fetched_before += job.download->bytesFetched();
  }
  job.download.reset();
  job.check.reset();
  job.done_at_stop = 0;
  if (++job.at < job.files.size()) return;
  job.at = job.files.size() - 1;
  setPhase(job, Phase::kDone);
}

void Jobs::setPhase(Job& job, Phase phase, const std::string& error, int status) {
  const bool changed = job.phase != phase || job.reported == TimePoint{};
  job.phase = phase;
  job.error = error;
  job.status = status;
  if (changed) report(job, Clock::now());
}

void Jobs::report(Job& job, TimePoint now) {
  const double seconds = std::chrono::duration<double>(now - job.measured).count();
  if (seconds > 0.2) {
    const uint64_t fetched = job.fetched();
    const double speed = static_cast<double>(fetched - job.measured_bytes) / seconds;
    job.speed = job.speed <= 0 ? speed : job.speed + (speed - job.speed) * std::min(1.0, seconds / 3);
    job.measured = now;
    job.measured_bytes = fetched;
  }
  job.reported = now;
  emit_(status(job, now));
}

DownloadStatus Jobs::status(const Job& job, TimePoint now) const {
  DownloadStatus status;
  status.id = job.id;
  status.phase = job.phase;
  status.error = job.error;
  status.status = job.status;
  status.file = job.files[job.at].path;
  status.bytes_fetched = job.fetched();
  if (job.phase == Phase::kRunning) status.bytes_per_second = job.speed;
  if (job.phase == Phase::kVerifying) {
    status.bytes_done = job.download ? job.download->bytesDone() : job.check ? job.check->bytesRead() : 0;
    status.bytes_total = job.download ? job.download->size() : job.check ? job.check->bytesTotal() : job.files[job.at].size;
    return status;
  }
  bool known = true;
  for (size_t i = 0; i < job.files.size(); ++i) {
    const uint64_t size = i == job.at && job.download ? job.download->size() : job.files[i].size;
    known = known && (size != 0 || i < job.at || job.phase == Phase::kDone);
    status.bytes_total += size;
  }
  if (!known) status.bytes_total = 0;
  status.bytes_done = job.phase == Phase::kDone ? status.bytes_total : job.done_before + (job.download ? job.download->bytesDone() : job.done_at_stop);
  if (job.download) status.note = job.download->note(now);
  else if (job.phase == Phase::kConnecting && job.locked_since != TimePoint{}) status.note = "Waiting until another Deepwell lets go of this file";
  return status;
}

}  // namespace deepwell::fetch
