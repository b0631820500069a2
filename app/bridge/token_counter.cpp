#include "app/bridge/token_counter.h"

#include <string>
#include <unordered_map>

#include "app/bridge/engine_values.h"
#include "engine/api/text.h"

namespace deepwell {
namespace {

constexpr size_t kLongestControl = 64;          // bytes of a control token's text
constexpr size_t kRememberedControls = 4096;    // texts that were looked at
constexpr size_t kRememberedPieces = 50'000;    // some bytes each
constexpr std::string_view kWideBar = "\xEF\xBD\x9C";  // U+FF5C, of DeepSeek's control tokens

int sizeOf(const Result<std::vector<TokenId>>& tokens) { return tokens ? static_cast<int>(tokens->size()) : -1; }

// The text from `at` on that looks like a control token, "<|im_end|>" or "<｜User｜>"; empty: none.
std::string_view controlAt(std::string_view text, size_t at) {
  const std::string_view rest = text.substr(at, kLongestControl);
  const std::string_view inner = rest.substr(1);
  const std::string_view bar = inner.starts_with('|') ? "|" : inner.starts_with(kWideBar) ? kWideBar : "";
  if (bar.empty()) return {};
  const std::string end = std::string(bar) + '>';
  const size_t close = rest.find(end, 1 + bar.size());
  return close == std::string_view::npos ? std::string_view() : rest.substr(0, close + end.size());
}

}  // namespace

// Pieces of prompts by their hash and length: of two generations, so that those that are no longer used go.
struct PromptSizer::Cache {
  struct Key {
    size_t hash;
    size_t length;
    bool operator==(const Key&) const = default;
  };
  struct Hash {
    size_t operator()(const Key& key) const { return key.hash ^ (key.length * 0x9E3779B97F4A7C15ULL); }
  };
  std::unordered_map<Key, int, Hash> old_pieces;
  std::unordered_map<Key, int, Hash> pieces;
  std::map<std::string, bool, std::less<>> controls;
};

PromptSizer::PromptSizer(std::shared_ptr<const TextCodec> codec)
    : codec_(std::move(codec)), cache_(std::make_unique<Cache>()) {}
PromptSizer::~PromptSizer() = default;

int PromptSizer::text(const QString& text) const {
  if (!codec_) return -1;
  return text.isEmpty() ? 0 : sizeOf(codec_->tokenize(text.toStdString(), true));
}

// Tokenizers cut a text at control tokens before anything else, so that the parts between them can be counted alone.
bool PromptSizer::isControl(std::string_view text) {
  if (const auto known = cache_->controls.find(text); known != cache_->controls.end()) return known->second;
  const bool control = sizeOf(codec_->tokenize(text, true)) == 1 && sizeOf(codec_->tokenize(text, false)) != 1;
  if (cache_->controls.size() < kRememberedControls) cache_->controls.emplace(text, control);
  return control;
}

int PromptSizer::piece(std::string_view text) {
  if (text.empty()) return 0;
  const Cache::Key key{std::hash<std::string_view>()(text), text.size()};
  if (const auto known = cache_->pieces.find(key); known != cache_->pieces.end()) return known->second;
  const auto old = cache_->old_pieces.find(key);
  const int count = old != cache_->old_pieces.end() ? old->second : sizeOf(codec_->tokenize(text, true));
  cache_->pieces.emplace(key, count);
  return count;
}

int PromptSizer::prompt(const GenerationRequest& request) {
  if (!codec_ || request.messages.isEmpty()) return -1;
  const auto rendered = codec_->prompt(toEngineRequest(request));
  if (!rendered) return -1;
  const std::string_view text = *rendered;
  if (cache_->pieces.size() >= kRememberedPieces) cache_->old_pieces = std::exchange(cache_->pieces, {});
  int total = 0;
  const auto add = [&](std::string_view part) {
    const int count = piece(part);
    total = count < 0 || total < 0 ? -1 : total + count;
  };
  size_t begin = 0;
  for (size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at)) {
    const std::string_view control = controlAt(text, at);
    if (control.empty() || !isControl(control)) {
      ++at;
      continue;
    }
    add(text.substr(begin, at - begin));
    if (total >= 0) ++total;
    begin = at += control.size();
  }
  add(text.substr(begin));
  return total;
}

TokenCounter::TokenCounter(QObject* parent)
    : QObject(parent), thread_([this](std::stop_token stop) { run(std::move(stop)); }) {}

TokenCounter::~TokenCounter() = default;

void TokenCounter::setCodec(std::shared_ptr<const TextCodec> codec) {
  codec_ = codec;
  wanted_.clear();
  const std::lock_guard lock(mutex_);
  next_codec_ = std::move(codec);
  ++codec_number_;
  waiting_.clear();
}

void TokenCounter::post(QObject* owner, int kind, Work work) {
  if (!codec_) return;
  const uint64_t number = ++posted_;
  wanted_[{owner, kind}] = number;
  const std::lock_guard lock(mutex_);
  waiting_.remove_if([&](const Job& job) { return job.key == owner && job.kind == kind; });
  waiting_.push_back({owner, owner, kind, number, std::move(work)});
  changed_.notify_one();
}

std::optional<int> TokenCounter::countNow(const QString& text) const {
  const int count = PromptSizer(codec_).text(text);
  return count < 0 ? std::nullopt : std::optional(count);
}

void TokenCounter::run(std::stop_token stop) {
  std::unique_ptr<PromptSizer> sizer;
  uint64_t codec_number = 0;
  while (true) {
    Job job;
    {
      std::unique_lock lock(mutex_);
      if (!changed_.wait(lock, stop, [this] { return !waiting_.empty(); })) return;
      job = std::move(waiting_.front());
      waiting_.pop_front();
      if (!sizer || codec_number != codec_number_) sizer = std::make_unique<PromptSizer>(next_codec_);
      codec_number = codec_number_;
    }
    const Then then = job.work(*sizer);
    job.work = nullptr;
    QMetaObject::invokeMethod(this, [this, job, then] { deliver(job, then); }, Qt::QueuedConnection);
  }
}

void TokenCounter::deliver(const Job& job, const Then& then) {
  const auto wanted = wanted_.find({job.key, job.kind});
  if (wanted == wanted_.end() || wanted->second != job.number) return;
  wanted_.erase(wanted);
  if (job.owner && then) then();
}

}  // namespace deepwell
