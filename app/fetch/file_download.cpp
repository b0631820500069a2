#include "app/fetch/file_download.h"

#include <algorithm>
#include <cmath>

#include "app/fetch/file_download_span.h"
#include "app/fetch/ranges.h"

namespace deepwell::fetch {
namespace {

constexpr int kMostFailures = 10;   // in a row: about five minutes
constexpr int kMostOdd = 3;
constexpr int kMostRestarts = 3;
constexpr int kInOrder = 16;  // answers, until a server that was busy is tried with one more connection
constexpr int kMostStreamFailures = 5;
constexpr size_t kMostUnsynced = 8;  // chunks
constexpr milliseconds kLongestWait{60'000};
constexpr milliseconds kFlushEvery{1000};
constexpr milliseconds kKeepPartsEvery{10'000};

}  // namespace

FileDownload::FileDownload(Http& http, const Options& options, RemoteFile file, bool repair)
    : http_(http), options_(options), file_(std::move(file)), repair_(repair), connections_(http.configuration().connections) {}

FileDownload::~FileDownload() { stopSpans(); }

bool FileDownload::tick(TimePoint now) {
  if (state_ == State::kChecking || state_ == State::kVerifying) {
    if (check_->step()) state_ == State::kChecking ? checkDone() : verifyDone();
    return !ended();
  }
  if (ended()) return false;
  if (deferred_) local(Failure(*deferred_));
  if (!ended() && !restart_why_.empty()) startOver(std::exchange(restart_why_, {}));
  if (!ended()) flush(now);
  if (!ended() && partial_ && partial_->whole() && spans_.empty()) {
    beginVerify();
    return !ended();
  }
  if (!ended()) fetch(now);
  return false;
}

void FileDownload::fetch(TimePoint now) {
  if (now < wait_until_) return;
  if (stream_) {
    if (spans_.empty()) startStream();
    return;
  }
  std::set<uint64_t> taken;
  for (const auto& [key, span] : spans_) {
    for (uint64_t chunk = span->chunk; chunk <= span->last_chunk; ++chunk) taken.insert(chunk);
  }
  const int most = headed_ ? std::min(connections_, http_.connectionsWorth()) : 1;
  while (static_cast<int>(spans_.size()) < most && !ended()) {
    const Journal& journal = adopt_ ? *adopt_ : partial_->journal();
    if (!adopt_ && !partial_->sized()) {
      if (spans_.empty()) startSpan(0, 1);
      return;
    }
    const auto run = nextRun(journal, taken, most);
    if (!run) return;
    for (uint64_t chunk = run->first; chunk < run->first + run->count; ++chunk) taken.insert(chunk);
    startSpan(run->first, headed_ ? run->count : 1);
  }
}

void FileDownload::startSpan(uint64_t chunk, uint64_t count) {
  const Journal& journal = adopt_ ? *adopt_ : partial_->journal();
  auto span = std::make_unique<Span>();
  span->chunk = chunk;
  span->last_chunk = chunk + count - 1;
  span->end = journal.end(span->last_chunk);
  span->first = journal.begin(chunk);
  if (!adopt_) {
    auto [bytes, hash] = partial_->takePart(chunk);
    span->first += bytes;
    span->hash = std::move(hash);
  }
  span->at = span->first;
  request(std::move(span), fmt::format("{}-{}", span->first, span->end - 1));
}

void FileDownload::startStream() {
  if (!local(partial_->startOver())) return;
  auto span = std::make_unique<Span>();
  span->stream = true;
  span->last_chunk = ~uint64_t{0} - 1;
  span->end = ~uint64_t{0};
  request(std::move(span), "");
}

void FileDownload::request(std::unique_ptr<Span> span, const std::string& range) {
  const uint64_t key = ++last_key_;
  span->key = key;
  Span& at = *span;
  spans_[key] = std::move(span);
  Request request;
  request.url = resolved_ ? *resolved_ : *origin_;
  request.with_token = !(resolved_ && resolved_left_);
  request.purpose = "download";
  request.range = range;
  request.head = [this, &at](const Head& head) { return onHead(at, head); };
  request.body = [this, &at](std::string_view bytes) { return onBody(at, bytes); };
  request.end = [this, key](const Ending& ending) { onEnd(key, ending); };
  at.request = http_.start(std::move(request));
}

void FileDownload::onEnd(uint64_t key, const Ending& ending) {
  const auto found = spans_.find(key);
  const std::unique_ptr<Span> span = std::move(found->second);
  spans_.erase(found);
  if (ended()) return;
  if (deferred_) {
    local(Failure(*deferred_));
    return;
  }
  const bool unsized = span->stream && span->end == ~uint64_t{0};
  if (ending.kind == Ending::Kind::kComplete && span->headed && unsized) {
    // The end of a body whose length nobody told is the end of the file.
    if (!local(partial_->setSize(span->at))) return;
    const uint64_t chunk = span->at / partial_->journal().chunk_bytes;
    if (span->at > partial_->journal().begin(chunk)) partial_->finishChunk(chunk, {span->hash.hex(), span->source});
    return;
  }
  const bool inside = span->headed && partial_ && span->at > partial_->journal().begin(span->chunk);
  if (inside && !span->stream && span->problem.empty() && restart_why_.empty()) {
    partial_->keepPart(span->chunk, {span->at - partial_->journal().begin(span->chunk), span->hash.hex(), span->source});
  }
  if (ending.kind == Ending::Kind::kComplete && span->at == span->end) return succeeded();
  if (!restart_why_.empty()) return;
  if (span->permanent) return fatal(span->problem);
  if (!span->problem.empty()) return failed(*span, ending, span->problem, !span->changed);
  const bool cut = ending.kind == Ending::Kind::kComplete || ending.kind == Ending::Kind::kStopped;
  failed(*span, ending, cut ? origin_->origin.host + ": the answer ended too early" : ending.error, false);
}

void FileDownload::succeeded() {
  odd_ = no_range_ = 0;
  if (++in_order_ % kInOrder == 0) connections_ = std::min(connections_ + 1, http_.configuration().connections);
}

void FileDownload::failed(const Span& span, const Ending& ending, const std::string& error, bool odd) {
  // The address that a redirect led to may have run out: ask the first one again.
  const bool ran_out = resolved_ && (ending.status == 401 || ending.status == 403 || ending.status == 404 || ending.status == 410);
  if (ending.kind == Ending::Kind::kPermanent && !ran_out) return fatal(error, ending.status);
  resolved_.reset();
  if (odd && ++odd_ >= kMostOdd) return fatal(error);
  if (span.stream && ++stream_failures_ >= kMostStreamFailures) {
    return fatal(error + fmt::format("; {} tries failed, and the server cannot go on in the middle of a file", stream_failures_));
  }
  if (received_ != received_at_failure_ && !odd) failures_ = 0;
  received_at_failure_ = received_;
  in_order_ = 0;
  if (ending.busy) connections_ = std::max(1, static_cast<int>(spans_.size()));
  const TimePoint now = Clock::now();
  wait_why_ = error;
  if (now < wait_until_) return;  // one of several that failed together
  if (++failures_ > kMostFailures) return fatal(error + fmt::format("; gave up after {} tries, resume to try again", kMostFailures));
  const double doubled = static_cast<double>(options_.retry.count()) * std::pow(2, failures_ - 1);
  const double jitter = 0.75 + 0.5 * std::uniform_real_distribution<double>()(random_);
  const milliseconds wait(static_cast<int64_t>(std::min(doubled, static_cast<double>(kLongestWait.count())) * jitter));
  wait_until_ = now + std::max<milliseconds>(wait, ending.retry_after);
}

// What the running requests have of chunks that are not whole yet.
void FileDownload::keepParts() {
  for (const auto& [key, span] : spans_) {
    if (!span->headed || span->stream || !partial_) continue;
    const uint64_t begin = partial_->journal().begin(span->chunk);
    if (span->at > begin) partial_->keepPart(span->chunk, {span->at - begin, span->hash.hex(), span->source});
  }
}

void FileDownload::flush(TimePoint now) {
  if (!partial_) return;
  if (!partial_->preallocated() && now - space_checked_ > kFlushEvery) {
    space_checked_ = now;
    if (partial_->folder().freeBytes() < options_.margin_bytes / 2) {
      local(fail(kNoSpace, "{}: the disk is nearly full; free some space, then resume", partial_->shown()));
      return;
    }
  }
  const bool parts_due = now - parts_kept_ > kKeepPartsEvery && !spans_.empty();
  const bool end = partial_->whole() && partial_->dirty();
  const bool due = partial_->dirty() && (now - flushed_ > kFlushEvery || partial_->unsynced() >= kMostUnsynced);
  if (!parts_due && !end && !due) return;
  if (parts_due) {
    keepParts();
    parts_kept_ = now;
  }
  flushed_ = now;
  local(partial_->flush());
}

void FileDownload::stopSpans() {
  for (const auto& [key, span] : spans_) http_.stop(span->request);
  spans_.clear();
}

void FileDownload::stop() {
  if (!ended() && partial_ && restart_why_.empty()) {
    keepParts();
    static_cast<void>(partial_->flush());  // what cannot be journaled is fetched again
  }
  stopSpans();
}

void FileDownload::startOver(const std::string& why) {
  stopSpans();
  headed_ = false;
  resolved_.reset();
  if (++restarts_ > kMostRestarts) return fatal(why + "; it was begun anew several times, try again later");
  if (adopt_) {  // the damaged file stays until all of the new one is there
    adopt_.reset();
    return openPartial();
  }
  local(partial_->startOver());
}

bool FileDownload::local(const Status& status) {
  if (status) return true;
  if (status.error().code == kNoSpace) {
    stop();
    state_ = State::kNoSpace;
    error_ = status.error().message;
  } else {
    locked_ = status.error().code == kLocked;
    fatal(status.error().message);
  }
  return false;
}

bool FileDownload::defer(const Status& status) {
  if (!status) deferred_ = status.error();
  return status.has_value();
}

void FileDownload::fatal(const std::string& error, int status) {
  if (ended()) return;
  stop();
  status_ = status;
  state_ = State::kFailed;
  error_ = file_.path + ": " + error;
}

std::string FileDownload::note(TimePoint now) const {
  if (ended() || now >= wait_until_) return {};
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait_until_ - now).count();
  return fmt::format("Retrying in {} s: {}", seconds, wait_why_);
}

uint64_t FileDownload::size() const {
  if (check_) return check_->bytesTotal();
  if (partial_ && partial_->sized()) return partial_->journal().size;
  return file_.size;
}

uint64_t FileDownload::bytesDone() const {
  if (state_ == State::kDone) return size();
  if (check_) return check_->bytesRead();
  if (!partial_) return 0;
  uint64_t bytes = partial_->journal().goodBytes();
  std::set<uint64_t> counted;
  for (const auto& [key, span] : spans_) {
    const uint64_t begin = partial_->journal().begin(span->chunk);
    if (span->at > begin) bytes += span->at - begin;
    counted.insert(span->chunk);
  }
  for (const auto& [chunk, part] : partial_->journal().parts) {
    if (!counted.contains(chunk)) bytes += part.bytes;
  }
  return bytes;
}

}  // namespace deepwell::fetch
